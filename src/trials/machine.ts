// The machine that figures were measured on: they hold for no other.
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { addon } from '../addon/addon.cjs';
import { ownCgroup } from '../observe/cgroup.js';
import type { Results } from './results.js';

export function thisMachine(): Results['machine'] {
  const processors = cpus();
  return {
    cpu: processors[0]?.model.trim() ?? 'unknown',
    cpus: processors.length,
    cpusAllowed: addon.processes.cpus().length,
    cpuQuota: ownCgroup.cpuQuota,
    memoryKb: Math.round(totalmem() / 1024),
    memoryLimitKb: ownCgroup.memoryLimitKb,
    kernel: `${type()} ${release()}`,
    loadBefore: loadavg()[0] ?? 0,
    node: process.version.slice(1),
  };
}

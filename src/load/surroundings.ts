// What went on around a load run: who else used the machine's CPUs, and how much of them the server did.
import { cpus } from 'node:os';
import type { Signals } from './label.js';
import { busyUsBetween, type MachineCpu, readMachineCpu, stolenShareBetween } from './machine-cpu.js';
import { isOfThisMachine, pidsListeningOn, treeCpuUs } from './server-processes.js';

type Around = Pick<Signals, 'cpus' | 'stolenShare' | 'foreignCpus' | 'serverBusyCpus'>;

interface Reading {
  atUs: number;
  machine: MachineCpu;
  clientUs: number;
  serverUs: number | null;
}

/** Read when the measured time starts and when it ends. */
export class Surroundings {
  private readonly serverPids: readonly number[] | null;
  private readonly isServerHere: boolean;
  private start: Reading | undefined;
  private end: Reading | undefined;

  constructor({ host, port }: { host: string; port: number }) {
    this.isServerHere = isOfThisMachine(host);
    const pids = this.isServerHere ? pidsListeningOn(port) : [];
    this.serverPids = pids.length > 0 ? pids : null;
  }

  readStart(): void {
    this.start = this.read();
  }

  readEnd(): void {
    this.end = this.read();
  }

  /** Nulls where nothing was measured, and where the server is here but not to be seen. */
  signals(): Around {
    const [start, end] = [this.start, this.end ?? this.read()];
    const none = { cpus: cpus().length, stolenShare: null, foreignCpus: null, serverBusyCpus: null };
    if (!start || end.atUs <= start.atUs) return none;
    const lengthUs = end.atUs - start.atUs;
    const serverUs = start.serverUs === null || end.serverUs === null ? null : end.serverUs - start.serverUs;
    const foreignUs = busyUsBetween(start.machine, end.machine) - (end.clientUs - start.clientUs) - (serverUs ?? 0);
    return {
      ...none,
      stolenShare: stolenShareBetween(start.machine, end.machine),
      foreignCpus: serverUs === null && this.isServerHere ? null : Math.max(0, foreignUs / lengthUs),
      serverBusyCpus: serverUs === null ? null : serverUs / lengthUs,
    };
  }

  private read(): Reading {
    const { user, system } = process.cpuUsage();
    return {
      atUs: performance.now() * 1000,
      machine: readMachineCpu(),
      clientUs: user + system,
      serverUs: this.serverPids && treeCpuUs(this.serverPids),
    };
  }
}

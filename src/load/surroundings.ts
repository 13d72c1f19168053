// What went on around a load run: who else used the machine's CPUs, and how much of them the server did.
import { cpusOf } from '../observe/allowed-cpus.js';
import { ownCgroup } from '../observe/cgroup.js';
import { type MachineLoad, machineLoadOf } from '../observe/machine-load.js';
import type { Signals } from './label.js';
import { isOfThisMachine, pidsListeningOn, treeCpuUs } from './server-processes.js';

type Around = Pick<Signals, 'cpus' | 'stolenShare' | 'throttledShare' | 'foreignCpus' | 'serverBusyCpus'>;

interface Reading {
  machine: MachineLoad;
  clientUs: number;
  serverUs: number | null;
  throttledUs: number;
}

/** Read when the measured time starts and when it ends. */
export class Surroundings {
  private readonly serverPids: readonly number[] | null;
  private readonly isServerHere: boolean;
  /** Of client and server: what others do elsewhere does not concern them. */
  private readonly cpus: ReadonlySet<number>;
  private readonly readMachine: () => MachineLoad;
  private start: Reading | undefined;
  private end: Reading | undefined;

  constructor({ host, port }: { host: string; port: number }) {
    this.isServerHere = isOfThisMachine(host);
    const pids = this.isServerHere ? pidsListeningOn(port) : [];
    this.serverPids = pids.length > 0 ? pids : null;
    this.cpus = cpusOf(pids);
    this.readMachine = machineLoadOf(this.cpus);
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
    const nothing = { stolenShare: null, throttledShare: null, foreignCpus: null, serverBusyCpus: null };
    const none = { cpus: this.cpus.size, ...nothing };
    const lengthUs = start ? (end.machine.atMs - start.machine.atMs) * 1000 : 0;
    if (!start || lengthUs <= 0) return none;
    const serverUs = start.serverUs === null || end.serverUs === null ? null : end.serverUs - start.serverUs;
    const foreignUs = end.machine.busyUs - start.machine.busyUs - (end.clientUs - start.clientUs) - (serverUs ?? 0);
    return {
      ...none,
      stolenShare: (end.machine.stolenUs - start.machine.stolenUs) / (lengthUs * none.cpus),
      throttledShare: (end.throttledUs - start.throttledUs) / lengthUs,
      foreignCpus: serverUs === null && this.isServerHere ? null : Math.max(0, foreignUs / lengthUs),
      serverBusyCpus: serverUs === null ? null : serverUs / lengthUs,
    };
  }

  private read(): Reading {
    const { user, system } = process.cpuUsage();
    return {
      machine: this.readMachine(),
      throttledUs: ownCgroup.throttling.us,
      clientUs: user + system,
      serverUs: this.serverPids && treeCpuUs(this.serverPids),
    };
  }
}

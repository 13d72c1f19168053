// The client's own means, reckoned before a run: the descriptors and local ports that it needs and those that there are.
import { readdirSync, readFileSync } from 'node:fs';
import { timeWaitTowards } from '../observe/tcp-sockets.js';

export interface Demand {
  connections: number;
  /** Held beside them. */
  idle: number;
  threads: number;
  /** From source addresses that rotate on loopback. */
  connectsPerMessage: boolean;
  /** Of the server; loopback is 127.0.0.0/8. */
  isLoopback: boolean;
}

export interface Supply {
  /** The limit, and how many of them are open. Node has raised the soft limit to the hard one. */
  descriptors: number;
  descriptorsOpen: number;
  /** In the range of local ports; each address of this machine has them. */
  ports: number;
  /** Of those towards the server, how many are held by a socket in TIME_WAIT. */
  timeWait: number;
}

const descriptorsPerThread = 3; // epoll, timer, and /proc/thread-self/schedstat at an edge
const spareDescriptors = 8; // listener and epoll of the calibration, /proc at the edges
/** native/load/target.cpp connects from as many addresses to a server on loopback, in churn and burst. */
const loopbackSources = 16;

export function readSupply({ port, isLoopback }: { port: number; isLoopback: boolean }): Supply {
  const limits = readFileSync('/proc/self/limits', 'utf8');
  const range = readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8').trim().split(/\s+/).map(Number);
  const [first = 0, last = 0] = range;
  return {
    descriptors: Number(/^Max open files\s+(\d+)/m.exec(limits)?.[1] ?? Number.POSITIVE_INFINITY),
    descriptorsOpen: readdirSync('/proc/self/fd').length,
    ports: last - first + 1,
    timeWait: isTimeWaitReused(isLoopback) ? 0 : timeWaitTowards(port),
  };
}

/** After a second in it, a connect to the same server may take over the port: 1 says always, 2 on loopback. */
function isTimeWaitReused(isLoopback: boolean): boolean {
  const setting = readFileSync('/proc/sys/net/ipv4/tcp_tw_reuse', 'utf8').trim();
  return setting === '1' || (setting === '2' && isLoopback);
}

/** Null when there is enough of both; else what is needed, what there is, and what to do. */
export function whatIsMissing(demand: Demand, supply: Supply): string | null {
  return missingDescriptors(demand, supply) ?? missingPorts(demand, supply);
}

/** What is left for connections. */
export function freeDescriptors({ descriptors, descriptorsOpen }: Supply, threads: number): number {
  return Math.max(0, descriptors - descriptorsOpen - threads * descriptorsPerThread - spareDescriptors);
}

function missingDescriptors({ connections: active, idle, threads }: Demand, supply: Supply): string | null {
  const connections = active + idle;
  const free = freeDescriptors(supply, threads);
  if (connections <= free) return null;
  return (
    `${connections} connections need as many descriptors; the limit of ${supply.descriptors} leaves ${free}. ` +
    `Raise it (ulimit -n ${supply.descriptors + connections - free}) or ask for fewer connections`
  );
}

/** Each address has ports of its own, and TIME_WAIT is spread over them. */
function missingPorts(demand: Demand, { ports, timeWait }: Supply): string | null {
  const connections = demand.connections + demand.idle;
  const sources = demand.connectsPerMessage && demand.isLoopback ? loopbackSources : 1;
  const free = Math.max(0, ports * sources - timeWait);
  if (connections <= free) return null;
  return (
    `${connections} connections need as many local ports; net.ipv4.ip_local_port_range has ${ports} for each of ` +
    `${sources} source addresses, and ${timeWait} towards it are in TIME_WAIT, which leaves ${free}. ` +
    'Wait a minute, widen the range or ask for fewer connections'
  );
}

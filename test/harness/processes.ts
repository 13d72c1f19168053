// What /proc tells of a server's processes: its family, threads, descriptors, memory and CPU.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** All processes below this one, zombies included. */
export function descendants(pid: number): number[] {
  const children = threadIds(pid).flatMap((tid) =>
    read(`/proc/${pid}/task/${tid}/children`).trim().split(' ').filter(Boolean).map(Number),
  );
  return children.flatMap((child) => [child, ...descendants(child)]);
}

export function threadIds(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).map(Number);
  } catch {
    return [];
  }
}

/** The name of a thread, or '' when it has gone. */
export function threadName(tid: number): string {
  return read(`/proc/${tid}/comm`).trim();
}

/** 'R', 'S', 'Z' …, or '' when there is no such process. */
export function state(pid: number): string {
  const stat = read(`/proc/${pid}/stat`);
  return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
}

export function isAlive(pid: number): boolean {
  return !['', 'Z', 'X'].includes(state(pid));
}

export function descriptors(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return 0;
  }
}

export function sockets(pid: number): number {
  try {
    const folder = `/proc/${pid}/fd`;
    return readdirSync(folder).filter((fd) => readlinkSync(`${folder}/${fd}`).startsWith('socket:')).length;
  } catch {
    return 0;
  }
}

export function residentBytes(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) * 1024;
}

/** CPU seconds of a process, ended threads included, in steps of 10 ms. */
export function cpuSeconds(pid: number): number {
  const stat = read(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** How often its main thread has gone to sleep; 0 when it has gone. */
export function timesAsleep(pid: number): number {
  return Number(/^voluntary_ctxt_switches:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0);
}

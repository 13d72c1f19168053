// What fork(2) costs a parent that holds more memory: its page tables are copied for each connection.
import { fileURLToPath } from 'node:url';
import { leastSquares } from '../../src/statistics/least-squares.js';
import { median } from '../../src/statistics/summary.js';
import { ourClient } from './clients.js';
import type { PairFinding } from './findings.js';
import { type Server, startOurs, withServer } from './programs.js';
import { residentMb } from './server-readings.js';
import { drive } from './servers.js';
import type { Pair, Task } from './task.js';

const model = 'fork-per-connection-native';
const ballastFile = fileURLToPath(new URL('ballast.cjs', import.meta.url));
const ballastsMb = [100, 250, 500];
/** In the order in which they are measured. */
const figures = { ms: 'ms/connection', cpuUs: 'CPU, µs/connection', heldMb: 'parent holds, MB' };

const nameOf = (ballastMb: number) => `${model}, parent + ${ballastMb} MB / as it is, one at a time`;

async function measure(server: Server): Promise<number[]> {
  const [perSecond, cpuUs] = await drive(server, ourClient('--churn'), { connections: 1, seconds: 0.6 });
  return [1000 / perSecond, cpuUs, residentMb(server)];
}

const heavier = (ballastMb: number): Pair => ({
  kind: 'pair',
  name: nameOf(ballastMb),
  figures: Object.values(figures).map((figure) => ({ name: figure })),
  blockSeconds: 2.6,
  ours: () => {
    const env = { FORKROAD_BENCH_BALLAST_MB: String(ballastMb) };
    return withServer(startOurs(model, { nodeArgs: ['--require', ballastFile], env }), measure);
  },
  theirs: () => withServer(startOurs(model), measure),
});

export const parentMemoryTasks: Task[] = ballastsMb.map(heavier);

/** "fork(2) …: 1,130 µs of CPU and 1.2 ms more per connection for each 100 MB that the parent holds"; of two sizes or more. */
export function slopeOf(pairs: readonly PairFinding[]): string | undefined {
  const ours = pairs.filter(({ task: { name } }) => ballastsMb.some((ballastMb) => name === nameOf(ballastMb)));
  const blocks = ours.flatMap((pair) => pair.blocks);
  const points = blocks.flatMap((block) => [block.ours, block.theirs]);
  const slope = (figure: string) =>
    leastSquares(points.map((values) => ({ x: values[figures.heldMb] ?? 0, y: values[figure] ?? 0 })))?.slope;
  const [ms, cpuUs] = [slope(figures.ms), slope(figures.cpuUs)];
  if (ours.length < 2 || ms === undefined || cpuUs === undefined) return undefined;
  const base = median(blocks.map(({ theirs }) => theirs[figures.heldMb] ?? 0)) ?? 0;
  const perHundred = `${(ms * 100).toFixed(2)} ms and ${Math.round(cpuUs * 100)} µs of CPU`;
  return `fork(2) copies the parent's page tables: ${perHundred} per connection for each 100 MB it holds beyond its ${Math.round(base)} MB.`;
}

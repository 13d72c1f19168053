// `make bench`: our servers, client, log and fork against bare ones, in interleaved pairs; ends in one table.
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { duration } from '../../src/reports/numbers.js';
import { benchClient } from './client.js';
import { benchFork } from './fork.js';
import { benchPacketLog } from './packet-log.js';
import { holds, type Result } from './pairs.js';
import { endAll } from './programs.js';
import { benchServers } from './servers.js';

/** Each part, and how long it takes: seconds once, and per round. */
const parts = {
  servers: { bench: benchServers, onceSeconds: 1, roundSeconds: 3.3 },
  client: { bench: benchClient, onceSeconds: 1, roundSeconds: 5.7 },
  log: { bench: benchPacketLog, onceSeconds: 18, roundSeconds: 2.2 },
  fork: { bench: benchFork, onceSeconds: 1, roundSeconds: 0.4 },
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '15' } },
});
const rounds = Number(values.rounds);
const chosen = Object.entries(parts).filter(([name]) => positionals.length === 0 || positionals.includes(name));
const unknown = positionals.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0 || !Number.isInteger(rounds) || rounds < 1) {
  process.stderr.write(`bench: usage: main.js [--rounds N] [${Object.keys(parts).join('|')}]…\n`);
  process.exit(2);
}
const expectedMs = chosen.reduce((sum, [, part]) => sum + (part.onceSeconds + part.roundSeconds * rounds) * 1000, 0);
const started = Date.now();
process.stderr.write(`${rounds} rounds of each pair: about ${duration(expectedMs)}\n`);

function tell(what: string, done: number): void {
  const leftMs = Math.max(0, expectedMs - (Date.now() - started));
  const line = `bench: ${what}: round ${done} of ${rounds} · ${duration(leftMs)} left`;
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${done === rounds ? '' : line}`);
  else if (done === rounds) process.stderr.write(`${line}\n`);
}

function row(result: Result): string {
  const { name, figure, median, min, max, rounds, atLeast, atMost } = result;
  const goal = atLeast === undefined ? `≤ ${atMost}` : `≥ ${atLeast}`;
  const range = rounds === 1 ? '' : `${min.toFixed(2)}–${max.toFixed(2)}`;
  const verdict = holds(result) ? 'holds' : 'short';
  return [name.padEnd(40), figure.padEnd(32), median.toFixed(3), range.padEnd(10), goal.padEnd(7), verdict].join(' ');
}

process.once('SIGINT', () => {
  endAll();
  process.exit(130);
});
try {
  const results: Result[] = [];
  for (const [, { bench }] of chosen) results.push(...(await bench(rounds, tell)));
  mkdirSync('reports', { recursive: true });
  writeFileSync('reports/bench.json', `${JSON.stringify({ version: 1, rounds, results }, null, 2)}\n`);
  process.stdout.write(`Median ratio of ${rounds} interleaved rounds, and its range\n${results.map(row).join('\n')}\n`);
} finally {
  endAll();
}

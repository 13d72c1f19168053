// `make bench`: our servers, client, log and fork against bare ones, in interleaved pairs; ends in one table.
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { benchClient } from './client.js';
import { benchFork } from './fork.js';
import { benchPacketLog } from './packet-log.js';
import { holds, type Result } from './pairs.js';
import { endAll } from './programs.js';
import { benchServers } from './servers.js';

const parts = { servers: benchServers, client: benchClient, log: benchPacketLog, fork: benchFork };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '15' } },
});
const rounds = Number(values.rounds);
const chosen = Object.entries(parts).filter(([name]) => positionals.length === 0 || positionals.includes(name));
const started = Date.now();

function tell(what: string, done: number): void {
  const seconds = Math.round((Date.now() - started) / 1000);
  const line = `bench: ${what}: round ${done} of ${rounds}, ${seconds} s`;
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
  for (const [, bench] of chosen) results.push(...(await bench(rounds, tell)));
  mkdirSync('reports', { recursive: true });
  writeFileSync('reports/bench.json', `${JSON.stringify({ version: 1, rounds, results }, null, 2)}\n`);
  process.stdout.write(`Median ratio of ${rounds} interleaved rounds, and its range\n${results.map(row).join('\n')}\n`);
} finally {
  endAll();
}

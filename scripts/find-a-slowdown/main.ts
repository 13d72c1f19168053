// `make find-a-slowdown`: does a comparison find a planted slowdown, and none where there is none?
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { holdConnections } from '../../src/load/hold-connections.js';
import { findModel } from '../../src/models/registry.js';
import { duration } from '../../src/reports/numbers.js';
import { median } from '../../src/statistics/summary.js';
import type { Verdict } from '../../src/statistics/verdicts.js';
import type { Request } from '../../src/trials/plan.js';
import type { Results } from '../../src/trials/results.js';
import { readResults, writeResults } from '../../src/trials/results-file.js';
import { runComparison, silentObserver } from '../../src/trials/run-comparison.js';
import { defaultWarmUpCapMs } from '../../src/trials/scenario.js';
import { calibrate, loadCommand, serverCommand } from '../../src/trials/tools.js';
import { plantedPercents, plantedScenario, rowOf, verdictsOf } from './planted.js';

const usage = `Usage: main.js [--comparisons 20] [--rounds 20] [--model epoll] [--out DIR] [--fresh]

Compares a server with itself, as it is and with 5 % and 10 % more CPU per message, many times over, and counts
the verdicts. A comparison has 7 rounds or more, until its intervals are within ±3 %, and at most --rounds. Each is
written to DIR round by round; what is finished there is not run again, unless --fresh.
`;

const { values } = parseArgs({
  options: {
    comparisons: { type: 'string', default: '20' },
    rounds: { type: 'string', default: '20' },
    model: { type: 'string', default: 'epoll' },
    out: { type: 'string', default: 'reports/find-a-slowdown' },
    fresh: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const comparisons = Number(values.comparisons);
const atLeast = 7;
const atMost = Number(values.rounds);
const model = findModel(values.model);
if (values.help) {
  process.stdout.write(usage);
  process.exit(0);
}
if (!model || !Number.isInteger(comparisons) || comparisons < 1 || !Number.isInteger(atMost) || atMost < atLeast) {
  process.stderr.write(`find-a-slowdown: expected whole numbers, of rounds at least 7, and a model's name\n\n${usage}`);
  process.exit(2);
}

const interrupt = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interrupt.abort());

/** A comparison of its own, to know what a message costs as it is. */
async function costPerMessage(): Promise<number> {
  const results = await compare(requestOf(0, { atLeast: 3, atMost: 3 }, 1), () => {});
  const costs = results?.rounds.flatMap(({ trials }) =>
    trials.flatMap(({ measured }) => measured?.figures.cpuUsPerMessage ?? []),
  );
  const cost = median(costs ?? []);
  if (cost === undefined) {
    throw new Error(`no trial succeeded: ${results?.rounds[0]?.trials.map(({ failed }) => failed).join('; ')}`);
  }
  return cost;
}

function requestOf(cpuUsPerMessage: number, rounds: Request['rounds'], seed: number): Request {
  if (!model) throw new Error('no model');
  return {
    models: [model],
    scenarios: [plantedScenario(cpuUsPerMessage)],
    connections: [16],
    rounds,
    budgetMs: null,
    precision: 0.03,
    service: 'echo',
    clients: ['native'],
    baseline: model.name,
    seed,
    counts: { workers: 2, threads: 64, loops: 2 },
    timing: { warmUpCapMs: defaultWarmUpCapMs, windowMs: 500, windows: 5 },
    countsSystemCalls: false,
  };
}

const compare = (request: Request, save: (results: Results) => void): Promise<Results | undefined> =>
  runComparison(request, {
    tools: { serverCommand, loadCommand, calibrate, hold: holdConnections },
    commandLine: ['make', 'find-a-slowdown'],
    signal: interrupt.signal,
    observer: silentObserver,
    save,
  });

const fileOf = (number: number): string => join(values.out, `${String(number).padStart(2, '0')}.json`);

function isDone(number: number): boolean {
  const file = fileOf(number);
  if (values.fresh || !existsSync(file)) return false;
  const { seed, ended } = readResults(file);
  return seed === number && ended !== 'interrupted';
}

async function runAll(): Promise<void> {
  const missing = Array.from({ length: comparisons }, (_, i) => i + 1).filter((number) => !isDone(number));
  const startedMs = performance.now();
  const cpuUsPerMessage = missing.length > 0 ? await costPerMessage() : 0;
  for (const [done, number] of missing.entries()) {
    await compare(requestOf(cpuUsPerMessage, { atLeast, atMost }, number), (results) =>
      writeResults(fileOf(number), results),
    );
    if (interrupt.signal.aborted) return;
    const leftMs = ((performance.now() - startedMs) / (done + 1)) * (missing.length - done - 1);
    const verdicts = verdictsOf(readResults(fileOf(number))).map(
      (verdict, i) => `${rowOf(plantedPercents[i] ?? 0)}: ${inWords(verdict)}`,
    );
    process.stderr.write(`${number} of ${comparisons} · ${verdicts.join(' · ')} · ${duration(leftMs)} left\n`);
  }
}

const inWords = (verdict: Verdict): string =>
  verdict.kind === 'cheaper' || verdict.kind === 'dearer'
    ? `${verdict.kind} by ${Math.abs(verdict.percent).toFixed(1)} %`
    : verdict.kind;

function summary(): string {
  const done = Array.from({ length: comparisons }, (_, i) => i + 1).filter((number) => existsSync(fileOf(number)));
  const results = done.map((number) => readResults(fileOf(number)));
  const rounds = results.map((each) => each.rounds.length);
  const all = results.map(verdictsOf);
  const lines = plantedPercents.map((percent, i) => {
    const count = (kind: Verdict['kind']) => all.filter((verdicts) => verdicts[i]?.kind === kind).length;
    const name = `${rowOf(percent)}:`.padEnd(16);
    return `${name} dearer in ${count('dearer')}, cheaper in ${count('cheaper')}, no verdict in ${all.length - count('dearer') - count('cheaper')} of ${all.length}`;
  });
  return `${model?.name}, ${Math.min(...rounds)} to ${Math.max(...rounds)} rounds each\n${lines.join('\n')}\n`;
}

await runAll();
process.stdout.write(summary());
process.exitCode = interrupt.signal.aborted ? 130 : 0;

// The comparisons of `make find-a-slowdown`: which are on disk already, and the running of those that are not.
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { holdConnections } from '../../src/load/hold-connections.js';
import { median } from '../../src/statistics/summary.js';
import type { Request } from '../../src/trials/plan.js';
import type { Results } from '../../src/trials/results.js';
import { readResults, writeResults } from '../../src/trials/results-file.js';
import { runComparison, silentObserver } from '../../src/trials/run-comparison.js';
import { defaultWarmUpCapMs } from '../../src/trials/scenario.js';
import { calibrate, loadCommand, serverCommand } from '../../src/trials/tools.js';
import type { Asked } from './options.js';
import { nullRows, type PlantedRow, plantedScenario } from './rows.js';

const timing = { warmUpCapMs: defaultWarmUpCapMs, windowMs: 500, windows: 5 };

/** Enough to plant a tenth of it to within a few per cent of that tenth. */
const blocksForCost = 3;

export class Comparisons {
  constructor(
    private readonly asked: Asked,
    private readonly signal: AbortSignal,
  ) {}

  private get numbers(): number[] {
    return Array.from({ length: this.asked.comparisons }, (_, i) => i + 1);
  }

  private fileOf(number: number): string {
    return join(this.asked.folder, `${String(number).padStart(2, '0')}.json`);
  }

  /** Throws where a file is of something else: --fresh, or another --out. */
  private read(number: number): Results | undefined {
    const file = this.fileOf(number);
    if (!existsSync(file)) return undefined;
    const results = readResults(file);
    const planted = results.cells.filter(({ role }) => role === 'entrant').map(({ row }) => row);
    const isOurs =
      results.seed === number &&
      results.asked.baseline === this.asked.model.name &&
      planted.join() === this.asked.rows.map(({ name }) => name).join();
    if (!isOurs) throw new Error(`${file} was asked for in another way: use --fresh, or another --out`);
    return results;
  }

  /** Those that are finished, in their order. */
  finished(): Results[] {
    return this.numbers.flatMap((number) => {
      const results = this.read(number);
      return results && results.ended !== 'interrupted' ? [results] : [];
    });
  }

  /** Those that are to be run. */
  missing(): number[] {
    return this.numbers.filter((number) => {
      const results = this.read(number);
      return results === undefined || results.ended === 'interrupted';
    });
  }

  forget(): void {
    for (const number of this.numbers) rmSync(this.fileOf(number), { force: true });
  }

  /** A comparison of its own, to know what a message costs as it is; 0 where nothing is planted. */
  async costPerMessage(): Promise<number> {
    if (this.asked.rows.every(({ percent }) => percent === 0)) return 0;
    const blocks = { exactly: blocksForCost, atMost: blocksForCost };
    const results = await this.compare({ rows: nullRows(1), cpuUsPerMessage: 0, blocks, seed: 0 }, () => {});
    const trials = (results?.blocks ?? []).flatMap((block) => block.trials);
    const cost = median(trials.flatMap(({ measured }) => measured?.figures.cpuUsPerMessage ?? []));
    if (cost === undefined && !this.signal.aborted) {
      throw new Error(`no trial succeeded: ${trials.map(({ failed }) => failed).join('; ')}`);
    }
    return cost ?? 0;
  }

  /** Written after each block. Undefined when it was interrupted. */
  async run(number: number, cpuUsPerMessage: number): Promise<Results | undefined> {
    const { rows, atMost } = this.asked;
    const blocks = { exactly: null, atMost };
    const results = await this.compare({ rows, cpuUsPerMessage, blocks, seed: number }, (now) =>
      writeResults(this.fileOf(number), now),
    );
    return this.signal.aborted ? undefined : results;
  }

  private compare(
    { rows, cpuUsPerMessage, blocks, seed }: Planted,
    save: (results: Results) => void,
  ): Promise<Results | undefined> {
    const { model } = this.asked;
    const request: Request = {
      models: [model],
      scenarios: [plantedScenario(rows, cpuUsPerMessage)],
      connections: [16],
      blocks,
      looks: 'usual',
      budgetMs: null,
      service: 'echo',
      clients: ['native'],
      baseline: model.name,
      seed,
      counts: { workers: 2, threads: 64, loops: 2 },
      timing,
      countsSystemCalls: false,
    };
    return runComparison(request, {
      tools: { serverCommand, loadCommand, calibrate, hold: holdConnections },
      commandLine: ['make', 'find-a-slowdown'],
      signal: this.signal,
      observer: silentObserver,
      save,
    });
  }
}

interface Planted extends Pick<Request, 'blocks' | 'seed'> {
  rows: readonly PlantedRow[];
  cpuUsPerMessage: number;
}

// A command that starts processes, tells that they run, and then waits for its end: for the tests of the guard.
import { findModel } from '../../src/models/registry.js';
import { shellWords } from '../../src/trials/foreign-command.js';
import { startOwned } from '../../src/trials/owned-process.js';
import { startServer } from '../../src/trials/start-server.js';
import { calibrate, loadCommand, serverCommand } from '../../src/trials/tools.js';
import { standInTools } from './stand-ins.js';

const [what = '', ...words] = process.argv.slice(2);
const never = () => new AbortController().signal;
const counts = { workers: 2, threads: 2, loops: 2 };
const tools = { serverCommand, loadCommand, calibrate, hold: standInTools.hold };

const ways: Record<string, (word: string) => Promise<unknown>> = {
  owned: async (word) => startOwned(shellWords(word), 'ignore', never()),
  ends: async (word) => startOwned(shellWords(word), 'ignore', never()).ended,
  models: async (word) => {
    const model = findModel(word);
    if (!model) throw new Error(`no such model: ${word}`);
    await startServer({ model, counts, service: 'echo' }, tools, never());
  },
};

for (const word of words) await ways[what]?.(word);
process.stdout.write('all run\n');
if (what !== 'ends') setInterval(() => {}, 1000);

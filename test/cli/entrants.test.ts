// Who takes part in a comparison, from its words: models, models with options of their own, all of them.
import test from 'ava';
import { entrantOf, entrantsOf, inOrder } from '../../src/cli/entrants.js';
import { CliError } from '../../src/cli/errors.js';
import { models } from '../../src/models/registry.js';
import { serverCommand } from '../../src/trials/tools.js';

const counts = { workers: 2, threads: 64, loops: 2 };
const refused = (word: string) => {
  try {
    entrantsOf(word, []);
  } catch (error) {
    if (error instanceof CliError) return error.message;
  }
  return 'nothing was refused';
};

test('a model with options of its own is a row of that name, claims what follows, and is started so', (t) => {
  const pool = entrantOf('thread-pool  --threads 8', []);
  t.is(pool.name, 'thread-pool --threads 8');
  t.is(pool.claims.servedAtOnce(counts), 8);
  t.deepEqual(pool.takes, [], 'nothing else gives it another number');
  const command = serverCommand(pool, counts).join(' ');
  t.regex(command, / serve thread-pool --port 0 .* --threads 8$/);
  t.notRegex(command, /--threads 64/);
});

test("of two numbers the one that is not given is the comparison's", (t) => {
  const pools = entrantOf('mpmt --threads=3', []);
  t.is(pools.name, 'forked-thread-pools --threads=3');
  t.is(pools.claims.servedAtOnce(counts), 6);
  t.deepEqual(pools.takes, ['workers']);
});

const refusals: [string, RegExp][] = [
  ['thread-pol --threads 8', /unknown model 'thread-pol'. Did you mean 'thread-pool'\?/],
  ['thread-pool --thread 8', /unknown option of thread-pool '--thread'. Did you mean '--threads'\? Valid: --threads/],
  ['thread-pool --threads 0', /thread-pool --threads 0: .* expected a whole number from 1 to 4096/],
  ['thread-pool --threads 8 9', /too many arguments/],
  ['epoll --threads 8', /epoll takes no options, got '--threads'/],
  ['al', /unknown model 'al'. Did you mean 'all'\?/],
];

for (const [word, message] of refusals) {
  test(`refused: ${word}`, (t) => t.regex(refused(word), message));
}

test('all is each model that can run here', (t) => {
  const runnable = models.filter(({ whyAbsent }) => whyAbsent?.() === undefined);
  t.deepEqual(
    entrantsOf('all', []).map(({ name }) => name),
    runnable.map(({ name }) => name),
  );
  t.throws(() => entrantOf('all', []), { message: "expected one model, got 'all'" });
});

test('they stand in the order of the registry, whatever was named first, and each once', (t) => {
  const words = ['fork-per-connection', 'thread-pool --threads 8', 'epoll', 'thread-pool', 'thread-pool --threads 8'];
  t.deepEqual(
    inOrder(words.map((word) => entrantOf(word, []))).map(({ name }) => name),
    ['epoll', 'thread-pool', 'thread-pool --threads 8', 'fork-per-connection'],
  );
});

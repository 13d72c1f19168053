// What `io-uring` is for: a system call per batch; and where the kernel refuses it, it is told why, and left out.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { addon } from '../../src/addon/addon.cjs';
import { exitCodes } from '../../src/cli/errors.js';
import { cli } from '../harness/server-process.js';

const withoutIoUring = fileURLToPath(new URL('../../../test/harness/without-io-uring.py', import.meta.url));

function refused(errno: string, words: string[]) {
  const command = [withoutIoUring, errno, process.execPath, cli, ...words];
  const { status, stdout, stderr } = spawnSync('python3', command, { encoding: 'utf8' });
  return { status, stdout, stderr };
}

const refusals: [errno: string, reason: RegExp][] = [
  ['EPERM', /io_uring: EPERM \(kernel\.io_uring_disabled, or a container's seccomp profile\)/],
  ['ENOSYS', /io_uring: ENOSYS/],
];

for (const [errno, reason] of refusals) {
  test(`where seccomp answers ${errno}, serve says so and ends with exit code 3`, (t) => {
    const { status, stdout, stderr } = refused(errno, ['serve', 'io-uring', '--port', '0']);
    t.is(status, exitCodes.environment, stderr);
    t.regex(stderr, /^forkroad: io-uring cannot run here: /);
    t.regex(stderr, addon.ioUring.isBuiltIn ? reason : /built without liburing/);
    t.is(stdout, '');
  });
}

test('where the kernel refuses it, models lists it with the reason, and compare wants another baseline', (t) => {
  t.regex(refused('EPERM', ['models']).stdout, /io-uring .*\(not here: /);
  const compare = refused('EPERM', ['compare', 'epoll', '--baseline', 'io-uring']);
  t.is(compare.status, exitCodes.environment);
  t.regex(compare.stderr, /io-uring cannot run here: /);
});

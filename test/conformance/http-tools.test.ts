// The tools that people drive HTTP servers with, against every model: curl, wrk, ab.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { bootsRuntime } from '../../src/trials/node-processes.js';
import { cells } from '../harness/cells.js';
import { within } from '../harness/deadline.js';
import { startServer } from '../harness/server-process.js';
import { hasTool } from '../harness/tools.js';

const tools = ['curl', 'wrk', 'ab'];
const body = 'abcdefgh'.repeat(12_500);

/** What it prints; a tool that complains is a failure. */
async function run(command: string, args: string[]): Promise<string> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (output += part));
  try {
    const [code] = await within(command, once(child, 'close'), 60_000);
    if (code !== 0) throw new Error(`${command} ended with ${code}: ${output}`);
    return output;
  } finally {
    child.kill('SIGKILL');
  }
}

const numberAfter = (words: string, text: string) => Number(new RegExp(`${words}:\\s+(\\d+)`).exec(text)?.[1]);

for (const { model, args, atOnce } of cells) {
  test(`${model.name}: http-echo serves curl, wrk and ab`, async (t) => {
    if (!tools.every((tool) => hasTool(t, tool))) return;
    const folder = mkdtempSync(join(tmpdir(), 'forkroad-http-'));
    t.teardown(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'body');
    writeFileSync(file, body);
    const server = await startServer(t, model.name, ['--service', 'http-echo', '--quiet', '--packets', 'off', ...args]);
    const url = `http://127.0.0.1:${server.port}/`;
    // Where each connection boots a Node, that alone takes a good part of a second on a busy machine.
    const isSlow = bootsRuntime(model);
    const connections = String(atOnce(isSlow ? 2 : 4));

    t.is(await run('curl', ['-sS', '--data-binary', `@${file}`, url]), body);
    const chunked = ['-H', 'Transfer-Encoding: chunked'];
    t.is(await run('curl', ['-sS', ...chunked, '--data-binary', `@${file}`, url, url]), body + body);

    const wrk = await run('wrk', ['-t1', `-c${connections}`, isSlow ? '-d3s' : '-d1s', '--timeout', '20s', url]);
    t.true(Number(/(\d+) requests in/.exec(wrk)?.[1]) > 0, wrk);
    t.notRegex(wrk, /Non-2xx|Socket errors/);

    const count = isSlow ? 4 : 200;
    for (const keepsAlive of [['-k'], []]) {
      const ab = await run('ab', ['-q', ...keepsAlive, '-n', String(count), '-c', connections, '-p', file, url]);
      t.is(numberAfter('Complete requests', ab), count, ab);
      t.is(numberAfter('Failed requests', ab), 0, ab);
      t.notRegex(ab, /Non-2xx/);
    }
    t.is(await server.stop(), 0);
  });
}

// The client on every model: at 1,000 messages a second nothing is dropped, and all counts agree: client, server, log.
import test from 'ava';
import { cells } from '../harness/cells.js';
import { runCli } from '../harness/run-cli.js';
import { startServer } from '../harness/server-process.js';

for (const { model, args, atOnce } of cells) {
  test(`${model.name}: forkroad load at 1,000/s, and the counts of client, server and packet log`, async (t) => {
    const server = await startServer(t, model.name, [...args, '--packets', 'json']);
    const connections = String(atOnce(6));
    const open = ['load', `127.0.0.1:${server.port}`, '--rate', '1000', '--connections', connections];
    const { exitCode, stdout } = await runCli([...open, '--duration', '2s', '--size', '100', '--json']);
    t.is(exitCode, 0, stdout);
    t.is(await server.stop(), 0);
    const { totals, connections: seen } = JSON.parse(stdout);
    t.is(seen.served, atOnce(6));
    const lines = server.lines.map((line) => JSON.parse(line) as Record<string, string | number>);
    const bytes = (direction: string) =>
      lines.filter((line) => line.direction === direction).reduce((sum, line) => sum + Number(line.bytes), 0);
    t.is(bytes('recv'), totals.bytesSent, 'bytes that the packet log saw come');
    t.is(bytes('send'), totals.bytesReceived, 'bytes that the packet log saw go');
    const summary = String(lines.at(-1)?.message);
    t.true(summary.includes(`${totals.bytesSent} bytes in, ${totals.bytesReceived} out; no errors`), summary);
    t.regex(summary, /, 0 dropped$/);
  });
}

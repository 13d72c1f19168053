// `forkroad stop`: ends servers by their recorded pid, never by name.
import { setTimeout as delay } from 'node:timers/promises';
import { Command } from 'commander';
import { forget, isRunning, type RunningServer, runningServers } from '../serving/pid-files.js';
import { CliError, exitCodes } from './errors.js';
import { wholeNumber } from './units.js';

const patienceMs = 10_000; // a drain takes 5 s by default
const pollMs = 20;

export const command = new Command('stop')
  .description('End the servers that forkroad started, by pid: SIGTERM, so that they drain.')
  .option('--port <port>', 'only the one on this port', wholeNumber(1, 65535))
  .action(async ({ port }: { port?: number }) => {
    const servers = runningServers().filter((server) => port === undefined || server.port === port);
    if (servers.length === 0) {
      if (port !== undefined) throw new CliError(`no forkroad server runs on port ${port}`, exitCodes.failed);
      process.stdout.write('No server is running.\n');
    }
    await Promise.all(servers.map(stop));
  });

async function stop(server: RunningServer): Promise<void> {
  process.kill(server.pid, 'SIGTERM');
  const deadline = Date.now() + patienceMs;
  while (isRunning(server) && Date.now() < deadline) await delay(pollMs);
  if (isRunning(server)) process.kill(server.pid, 'SIGKILL');
  forget(server);
  process.stdout.write(`Stopped ${server.model} on port ${server.port} (pid ${server.pid}).\n`);
}

// The server's listener, and what is said when it cannot be had.
import { addon } from '../addon/addon.cjs';
import { backlog } from '../serving/listener.js';
import { runningServers } from '../serving/pid-files.js';
import { CliError, exitCodes } from './errors.js';

const loopback = '127.0.0.1';

/** A listener that processes inherit by number; a taken port is told with who has it. */
export function listen(host: string, port: number, sharesPort = false): { fd: number; port: number } {
  try {
    return addon.sockets.listen(host === 'localhost' ? loopback : host, port, backlog, sharesPort);
  } catch (error) {
    const isUsage = (error as NodeJS.ErrnoException).code === 'EINVAL';
    const why = whyNotListening(error as NodeJS.ErrnoException, host, port);
    throw new CliError(why, isUsage ? exitCodes.usage : exitCodes.failed);
  }
}

function whyNotListening(error: NodeJS.ErrnoException, host: string, port: number): string {
  if (error.code === 'EINVAL') return `--host takes a numeric address such as ${loopback}, got '${host}'`;
  if (error.code === 'EACCES') return `port ${port} needs root; take one from 1024 up with --port`;
  if (error.code !== 'EADDRINUSE') return `cannot listen: ${error.message}`;
  const owner = runningServers().find((server) => server.port === port);
  return owner
    ? `port ${port} is taken by forkroad ${owner.model} (pid ${owner.pid}); end it: forkroad stop --port ${port}`
    : `port ${port} is taken by another program (who: ss -ltnp 'sport = :${port}'); take another with --port`;
}

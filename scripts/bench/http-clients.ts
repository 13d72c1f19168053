// The HTTP clients of the bench: ours, wrk and autocannon, each run once for each figure.
import { fileURLToPath } from 'node:url';
import { type Client, measuredByItself, ourClient, outputOf } from './clients.js';
import { installed } from './pins.js';

/** A POST of 64 B that the server returns, or a GET of whatever there is. */
export type Method = 'POST' | 'GET';

export const ourHttpClient = (method: Method): Client =>
  ourClient('--service', 'http-echo', ...(method === 'GET' ? ['--size', '0'] : []));

const postScript = fileURLToPath(new URL('../../../scripts/peers/wrk-post.lua', import.meta.url));
/** wrk does not tell its CPU; bash does, of the program that it has waited for. */
const timed = ['-c', 'TIMEFORMAT="CPU %U %S"; { time "$0" "$@"; } 2>&1'];

export const wrkClient =
  (method: Method): Client =>
  async (port, { connections, seconds, cpu }) => {
    const script = method === 'POST' ? ['-s', postScript] : [];
    const words = ['-t1', `-c${connections}`, `-d${Math.ceil(seconds)}s`, ...script, `http://127.0.0.1:${port}/`];
    return wrkResult(await outputOf('bash', [...timed, installed('wrk', 'wrk'), ...words], cpu));
  };

/** Throws where not every request was answered with success. */
export function wrkResult(stdout: string): Awaited<ReturnType<Client>> {
  const messages = Number(/(\d+) requests in/.exec(stdout)?.[1]);
  const messagesPerSecond = Number(/Requests\/sec: +([\d.]+)/.exec(stdout)?.[1]);
  const [, user, system] = /CPU ([\d.]+) ([\d.]+)/.exec(stdout) ?? [];
  const cpuUs = (Number(user) + Number(system)) * 1e6;
  if (!(messages > 0 && messagesPerSecond > 0 && cpuUs > 0) || /Socket errors|Non-2xx/.test(stdout)) {
    throw new Error(`wrk: ${stdout}`);
  }
  return { messagesPerSecond, messages, cpuUsPerMessage: cpuUs / messages };
}

const autocannonFile = fileURLToPath(new URL('../peers/autocannon-client.js', import.meta.url));

export const autocannonClient: Client = (port, load) =>
  measuredByItself(process.execPath, [autocannonFile], port, load);

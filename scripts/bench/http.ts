// HTTP: our client against wrk and autocannon, our server against nginx; the server on one CPU, its client on another.
import { type Client, messageBytes } from './clients.js';
import { autocannonClient, type Method, ourHttpClient, wrkClient } from './http-clients.js';
import { startNginx } from './nginx.js';
import { installed, type Pins, twoCpus } from './pins.js';
import { type Server, startOurs, startPeer, withServer } from './programs.js';
import { drive } from './servers.js';
import type { Figure, Pair, Task } from './task.js';

const connections = 64;
const seconds = 1;

type Start = (pins: Pins) => Promise<Server>;

const nginx: Start = ({ server }) => startNginx('x'.repeat(messageBytes), server);
const bareServer: Start = ({ server }) => startPeer('http-echo', [], server);

/** Two CPUs, and these programs by the Debian packages that have them. */
const needing =
  (...programs: string[]) =>
  () => {
    twoCpus();
    for (const program of programs) installed(program, program);
  };

interface Against {
  name: string;
  /** Beside two CPUs. */
  programs: string[];
  start: Start;
  method: Method;
  client: Client;
  figures: Figure[];
  blockSeconds: number;
}

/** Both drive the same server: rate, and CPU of the client. */
function client({ name, programs, start, method, client: theirs, figures, blockSeconds }: Against): Pair {
  const measure = async (client: Client) => {
    const pins = twoCpus();
    return withServer(start(pins), async ({ port }) => {
      const result = await client(port, { connections, seconds, cpu: pins.client });
      return [result.messagesPerSecond, result.cpuUsPerMessage];
    });
  };
  return {
    kind: 'pair',
    name: `forkroad load / ${name}, ${connections} connections`,
    figures,
    blockSeconds,
    needs: needing(...programs),
    ours: () => measure(ourHttpClient(method)),
    theirs: () => measure(theirs),
  };
}

const cpuName = 'CPU, µs/request';
const asFastAsWrk: Figure[] = [{ name: 'rate, /s', goal: { atLeast: 0.9 } }, { name: cpuName }];

const clients: Against[] = [
  {
    name: 'wrk on a bare C server',
    programs: ['wrk'],
    ...{ start: bareServer, method: 'POST', client: wrkClient('POST') },
    ...{ figures: asFastAsWrk, blockSeconds: 3.2 },
  },
  {
    name: 'wrk on nginx',
    programs: ['wrk', 'nginx'],
    ...{ start: nginx, method: 'GET', client: wrkClient('GET') },
    ...{ figures: asFastAsWrk, blockSeconds: 3.2 },
  },
  {
    name: 'autocannon on a bare C server',
    programs: [],
    ...{ start: bareServer, method: 'POST', client: autocannonClient },
    figures: [
      { name: 'rate, /s', goal: { atLeast: 3.3 } },
      { name: cpuName, goal: { atMost: 0.333 } },
    ],
    blockSeconds: 4.5,
  },
];

const model = 'epoll';
const service = 'http-echo';

const ourServer: Start = ({ server }) => startOurs(model, { args: ['--service', service], cpu: server });

async function underWrk(start: Start): Promise<number[]> {
  const pins = twoCpus();
  return withServer(start(pins), (server) =>
    drive(server, wrkClient('POST'), { connections, seconds, cpu: pins.client }),
  );
}

const server: Pair = {
  kind: 'pair',
  name: `${model} serving ${service} / nginx, under wrk, ${connections} connections`,
  figures: [{ name: 'rate, /s', goal: { atLeast: 0.9 } }, { name: cpuName }],
  blockSeconds: 3.5,
  needs: needing('wrk', 'nginx'),
  ours: () => underWrk(ourServer),
  theirs: () => underWrk(nginx),
};

export const httpTasks: Task[] = [...clients.map(client), server];

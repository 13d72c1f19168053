// What the packet log costs: the same server with its log as hex and as json into /dev/null, against log off; and what it drops.
import { models } from '../../src/models/registry.js';
import { bareClient, ourClient } from './clients.js';
import { type Server, startOurs, usage, withServer } from './programs.js';
import { drive } from './servers.js';
import type { Check, Pair, Task } from './task.js';

const load = { connections: 64, seconds: 0.8 };
const model = 'thread-per-connection';
const formats = [
  { format: 'json', atLeast: 0.85 },
  { format: 'hex', atLeast: 0.7 },
] as const;
type Format = (typeof formats)[number]['format'];

const measure = (server: Server) => drive(server, bareClient, load);

const cost = ({ format, atLeast }: { format: Format; atLeast: number }): Pair => ({
  kind: 'pair',
  name: `packet log ${format} / off, 64 connections`,
  figures: [{ name: 'rate, /s', goal: { atLeast } }, { name: 'CPU, µs/message' }],
  blockSeconds: 2.2,
  ours: () => withServer(startOurs(model, { packets: format }), measure),
  theirs: () => withServer(startOurs(model), measure),
});

const droppedAtFullLoad = ({ format }: { format: Format }): Check => ({
  kind: 'check',
  name: `packet log ${format}, 64 connections, as fast as they can`,
  figure: 'share dropped',
  atMost: 0.01,
  seconds: 3,
  measure: () => droppedBy(model, format, (port) => bareClient(port, { ...load, seconds: 2 })),
});

/** A pace at which a class can read along: the share dropped by the model that drops most. */
const droppedAtTeachingPace: Check = {
  kind: 'check',
  name: 'packet log hex, every model, 1,000 messages/s',
  figure: 'share dropped',
  atMost: 0,
  seconds: 3 * models.length,
  measure: async () => {
    const shares: number[] = [];
    for (const { name, claims } of models) {
      const connections = claims.servedAtOnce({ workers: 1, threads: 1, loops: 2 }) === 1 ? 1 : 8;
      const client = ourClient('--rate', '1000');
      shares.push(await droppedBy(name, 'hex', (port) => client(port, { connections, seconds: 2 })));
    }
    return Math.max(...shares);
  },
};

async function droppedBy(name: string, packets: Format, load: (port: number) => Promise<unknown>): Promise<number> {
  return withServer(startOurs(name, { packets }), async ({ port, child }) => {
    await load(port);
    const { recorded, dropped } = (await usage(child)).packetLog;
    if (recorded === 0) throw new Error(`${name} recorded nothing`);
    return dropped / recorded;
  });
}

export const packetLogTasks: Task[] = [...formats.map(cost), ...formats.map(droppedAtFullLoad), droppedAtTeachingPace];

// What the packet log costs: the same server with its log as hex and as json into /dev/null, against log off.
import { models } from '../../src/models/registry.js';
import { measurePairs, type Result } from './pairs.js';
import { bareClient, buildPeer, end, ourClient, startOurs, usage } from './programs.js';

const load = { connections: 64, seconds: 0.8 };
const model = 'thread-per-connection';
const formats = [
  { format: 'json', atLeast: 0.85 },
  { format: 'hex', atLeast: 0.7 },
] as const;

export async function benchPacketLog(rounds: number, tell: (what: string, done: number) => void): Promise<Result[]> {
  const client = buildPeer('epoll-client');
  const off = await startOurs(model, [], 'off');
  const logged = await Promise.all(formats.map(({ format }) => startOurs(model, [], format)));
  const rate = async (port: number) => (await bareClient(client, port, load)).messagesPerSecond;
  const goals = formats.map(({ format, atLeast }) => ({
    name: `packet log ${format} / off`,
    figure: 'rate, 64 connections',
    atLeast,
  }));
  const round = async (): Promise<[number, number][]> => {
    const pairs: [number, number][] = [];
    for (const server of logged) {
      const without = await rate(off.port);
      pairs.push([await rate(server.port), without]);
    }
    return pairs;
  };
  const results = await measurePairs(goals, rounds, round, (done) => tell('packet log', done));
  for (const [index, server] of logged.entries()) {
    const { recorded, dropped } = (await usage(server.child)).packetLog;
    const share = dropped / recorded;
    const name = `packet log ${formats[index]?.format}: records dropped`;
    results.push({ name, figure: 'share', atMost: 0.01, median: share, min: share, max: share, rounds: 1 });
    await end(server);
  }
  await end(off);
  return [...results, await dropsAtTeachingPace(tell)];
}

/** Every model at 1,000 messages/s: the share of records dropped by the one that drops most. */
async function dropsAtTeachingPace(tell: (what: string, done: number) => void): Promise<Result> {
  const name = 'packet log hex at 1,000/s, every model';
  const shares: number[] = [];
  for (const { name: each, claims } of models) {
    const server = await startOurs(each, [], 'hex');
    const connections = claims.servedAtOnce({ workers: 1, threads: 1 }) === 1 ? 1 : 8;
    await ourClient(server.port, { connections, seconds: 2 }, ['--rate', '1000']);
    const { recorded, dropped } = (await usage(server.child)).packetLog;
    shares.push(dropped / recorded);
    await end(server);
    tell(`${name}: ${each}`, shares.length);
  }
  const worst = Math.max(...shares);
  return { name, figure: 'share dropped', atMost: 0, median: worst, min: worst, max: worst, rounds: 1 };
}

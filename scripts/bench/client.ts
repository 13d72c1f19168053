// Our client against a bare C epoll client, on the same bare C server.
import { alternately, measurePairs, type Result } from './pairs.js';
import { bareClient, buildPeer, end, type LoadResult, ourClient, startPeer } from './programs.js';

export async function benchClient(rounds: number, tell: (what: string, done: number) => void): Promise<Result[]> {
  const bare = buildPeer('epoll-client');
  const server = await startPeer(buildPeer('thread-per-connection'));
  const results: Result[] = [];
  for (const connections of [1, 16, 64]) {
    const name = 'forkroad load / bare C client';
    const goals = [
      { name, figure: `rate, ${connections} connections`, atLeast: 0.95 },
      { name, figure: `CPU per message, ${connections} connections`, atMost: 1.1 },
    ];
    const load = { connections, seconds: 0.8 };
    const inTurn = alternately<LoadResult>();
    const round = async (): Promise<[number, number][]> => {
      const [ours, theirs] = await inTurn(
        () => ourClient(server.port, load),
        () => bareClient(bare, server.port, load),
      );
      return [
        [ours.messagesPerSecond, theirs.messagesPerSecond],
        [ours.cpuUsPerMessage, theirs.cpuUsPerMessage],
      ];
    };
    results.push(...(await measurePairs(goals, rounds, round, (done) => tell(`${name} at ${connections}`, done))));
  }
  await end(server);
  return results;
}

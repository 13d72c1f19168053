// Our thread models against bare C servers of the same model, driven by the same bare C client.
import { alternately, measurePairs, type Result } from './pairs.js';
import { bareClient, buildPeer, end, startOurs, startPeer } from './programs.js';

const load = { connections: 64, seconds: 0.8 };

const pairs = [
  { model: 'thread-per-connection', peerArgs: [], ourArgs: [] },
  {
    model: 'forked-thread-pools',
    peerArgs: ['2', '64'],
    ourArgs: ['--workers', '2', '--threads', '64'],
  },
];

export async function benchServers(rounds: number, tell: (what: string, done: number) => void): Promise<Result[]> {
  const client = buildPeer('epoll-client');
  const results: Result[] = [];
  for (const { model, peerArgs, ourArgs } of pairs) {
    const ours = await startOurs(model, ourArgs, 'off');
    const theirs = await startPeer(buildPeer(model), peerArgs);
    const inTurn = alternately<number>();
    const rate = async (port: number) => (await bareClient(client, port, load)).messagesPerSecond;
    const goal = { name: `${model} / bare C server`, figure: 'rate, 64 connections', atLeast: 0.97 };
    const round = async () => [
      await inTurn(
        () => rate(ours.port),
        () => rate(theirs.port),
      ),
    ];
    results.push(...(await measurePairs([goal], rounds, round, (done) => tell(goal.name, done))));
    await end(ours);
    await end(theirs);
  }
  return results;
}

// Compares the two parsers: which requests are accepted, where each ends, its body, and the status of what is refused.
import { randomNumbers } from '../../src/statistics/random.js';
import { type Difference, knownDifferences } from './differences.js';
import { nativeParser, nodeParser, type Parser } from './parsers.js';
import { conversation } from './requests.js';
import { smuggling } from './smuggling.js';

const atOnce = 32;

export interface Comparison {
  /** Conversations, each of one to three requests. */
  conversations: number;
  /** Answers that are alike, 100 Continue left out. */
  alike: number;
  /** Conversations by the name of the difference that they ended in. */
  known: Map<string, number>;
  unlisted: Difference[];
}

/** The whole list of tricks first, then what the seed makes. */
export async function compareParsers(
  count: number,
  seed: number,
  progress: (done: number) => void,
): Promise<Comparison> {
  const random = randomNumbers(seed);
  const [native, node] = [nativeParser(), await nodeParser()];
  const result: Comparison = { conversations: 0, alike: 0, known: new Map(), unlisted: [] };
  while (result.conversations < count) {
    const batch = Array.from({ length: Math.min(atOnce, count - result.conversations) }, (_, index) => {
      return smuggling[result.conversations + index] ?? conversation(random);
    });
    await Promise.all(batch.map((sent) => compareOne(native, node, sent, result)));
    result.conversations += batch.length;
    progress(result.conversations);
  }
  await Promise.all([native.close(), node.close()]);
  return result;
}

async function compareOne(native: Parser, node: Parser, sent: string, result: Comparison): Promise<void> {
  const bytes = Buffer.from(sent, 'latin1');
  const [ours, theirs] = (await Promise.all([native.answersTo(bytes), node.answersTo(bytes)])).map(answersIn);
  if (!ours || !theirs) return;
  let same = 0;
  while (same < ours.length && ours[same] === theirs[same]) same++;
  result.alike += same;
  if (same === ours.length && same === theirs.length) return;
  const difference = { native: ours[same] ?? '', node: theirs[same] ?? '', sent };
  const name = knownDifferences.find((known) => known.isIt({ ...difference, ...statusesOf(difference) }))?.name;
  if (name === undefined) result.unlisted.push(difference);
  else result.known.set(name, (result.known.get(name) ?? 0) + 1);
}

const statusesOf = ({ native, node }: Difference) => ({ native: native.slice(0, 3), node: node.slice(0, 3) });

/** Each final answer as its status, its length and its body. The answer to HEAD has a length and no body. */
function answersIn(text: string): string[] {
  const answers: string[] = [];
  for (let at = 0; at < text.length; ) {
    const begin = text.indexOf('\r\n\r\n', at) + 4;
    const head = text.slice(at, begin);
    const [, status] = /^HTTP\/1\.1 (\d{3}) /.exec(head) ?? [];
    if (begin < 4 || status === undefined) return [...answers, `no answer: ${text.slice(at)}`];
    const length = Number(/\r\ncontent-length: *(\d+)\r\n/i.exec(head)?.[1] ?? 0);
    const isHead = begin === text.length || text.startsWith('HTTP/1.1 ', begin);
    const end = isHead ? begin : begin + length;
    if (status !== '100') answers.push(`${status} ${length} ${text.slice(begin, end)}`);
    at = end;
  }
  return answers;
}

// autocannon as a load engine: its programmatic API, in this process, counted and timed as the native engine is.
import { randomBytes } from 'node:crypto';
import type { EventEmitter } from 'node:events';
import autocannon, { type Client, type Instance, type Options, type Result } from 'autocannon';
import type { EngineOptions, EngineRun, LoadErrors } from '../../addon/load.cjs';
import type { LoadDocument } from '../document.js';
import { Course, type Told as CourseTold } from './course.js';
import { nowNs } from './events.js';
import { ownFigures, sampleMs } from './own-figures.js';
import { Tally } from './tally.js';
import { WatchedSockets } from './watch-sockets.js';

/** It is stopped when the windows are over; a timer takes no more than 2^31 ms. */
const longEnoughSeconds = 1e6;

export type Told = Omit<CourseTold, 'onEnd'>;

export interface AutocannonRun extends EngineRun {
  /** Its own figures, once the run is over. */
  own(): LoadDocument['autocannon'];
}

/** One run at a time in a process. A server that is not there makes counts that say so, no rejection. */
export function startAutocannon(options: EngineOptions, told: Told): AutocannonRun {
  const tally = new Tally(options.windows);
  const course = new Course(options, tally, { ...told, onEnd: () => instance?.stop() });
  const lost = (kind: keyof LoadErrors) => {
    if (course.isOver) return;
    tally.errors[kind]++;
    course.lostOne();
  };
  const sockets = new WatchedSockets(lost);
  const progress = () => tally.counts({ ...course.state, ...sockets.counts(options.connections) });
  let own: LoadDocument['autocannon'] = null;
  let instance: Instance | undefined;
  const done = new Promise<Result>((resolve, reject) => {
    const setupClient = (client: Client) => watchClient(client, { tally, course, lost });
    const ended = (error: Error | null, result: Result) => (error ? reject(error) : resolve(result));
    instance = autocannon({ ...autocannonOptions(options), setupClient }, ended);
  }).finally(() => sockets.stop());
  return {
    progress,
    endWarmUp: () => course.endWarmUp(),
    release: () => course.release(),
    stop: () => course.stop(),
    done: done.then((result) => {
      own = ownFigures(result);
      return progress();
    }),
    own: () => own,
  };
}

function autocannonOptions({ host, port, size, connections, timeoutMs }: EngineOptions): Options {
  const common = {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    connections,
    timeout: timeoutMs / 1000,
    duration: longEnoughSeconds,
    sampleInt: sampleMs,
  };
  return size === 0 ? common : { ...common, ...posted(size) };
}

/**
 * autocannon makes a string of each reply's body whether it compares it or not. Of a body that is ASCII, no byte can differ
 * without the strings differing. To compare them took 1.5 % more of its CPU with 64 bytes, a quarter more with 64 KiB, which
 * come in pieces that it has to join first; a function of our own (verifyBody) no less.
 */
function posted(size: number) {
  const body = randomBytes(size).toString('base64url').slice(0, size);
  return { method: 'POST', body, expectBody: body } as const;
}

interface Watching {
  tally: Tally;
  course: Course;
  lost(kind: 'timeout'): void;
}

/**
 * A latency counts from when the request was handed to the socket. So does the duration that autocannon gives with its
 * response, until a connection is lost: from then on it is counted from the request before.
 */
function watchClient(client: EventEmitter, { tally, course, lost }: Watching): void {
  const { underWay } = course;
  const asker = underWay.add();
  let isSuccess = false;
  client.on('request', () => underWay.sends(asker, nowNs()));
  client.on('response', (status: number) => {
    isSuccess = status >= 200 && status < 300;
    const isFirst = !asker.wasServed;
    const now = nowNs();
    if (isSuccess) tally.reply(now - asker.sentNs);
    else tally.badStatus(status);
    underWay.isAnswered(asker, now, isSuccess);
    course.answered();
    if (isFirst) course.servedFirst();
  });
  client.on('mismatch', () => isSuccess && tally.wrongBody());
  client.on('timeout', () => lost('timeout'));
}

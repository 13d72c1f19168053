// Runs checks one after another, each against a fresh server, which is ended with all that it started.
import { setTimeout as delay } from 'node:timers/promises';
import { type ForeignCommand, type ForeignServer, ForeignStartError, startForeign } from '../trials/foreign-server.js';
import { wentToBackground } from '../trials/foreign-start.js';
import { within } from '../trials/within.js';
import { type Check, Failed, Skipped, type Subject } from './check.js';
import { meaningOfEnd } from './ends.js';
import { time } from './quantities.js';

export interface CheckResult {
  check: Check;
  result: 'holds' | 'failed' | 'skipped';
  /** What was seen; of a skipped one, why. */
  saw: string;
  tookMs: number;
}

export interface Request extends Pick<Subject, 'expected' | 'atOnce' | 'patienceMs' | 'slowness'> {
  command: ForeignCommand;
  checks: readonly Check[];
}

/** Of a server that could not even be tried: no fault of its own. */
const environmental: readonly ForeignStartError['reason'][] = ['not-found', 'no-port'];

/** No check takes longer than so many patiences, whatever the server does. */
const mostPatiences = 20;
const leastBoundMs = 60_000;

/** A connection breaks a moment before the server's end is known. */
const lastWordsMs = 300;

/** Yields each result as it comes. When `signal` aborts, the server is killed and no more checks are run. */
export async function* runChecks(
  request: Request,
  starts: (check: Check) => void,
  signal: AbortSignal,
): AsyncGenerator<CheckResult> {
  let noStart: string | undefined;
  for (const check of request.checks) {
    if (signal.aborted) return;
    starts(check);
    const startedMs = performance.now();
    const finished = (result: CheckResult['result'], saw: string): CheckResult => {
      return { check, result, saw, tookMs: performance.now() - startedMs };
    };
    if (noStart !== undefined) {
      yield finished('skipped', noStart);
      continue;
    }
    try {
      yield finished('holds', await run(check, request, signal));
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof Skipped) yield finished('skipped', error.message);
      else if (error instanceof Failed) yield finished('failed', error.message);
      else if (error instanceof ForeignStartError && !environmental.includes(error.reason)) {
        noStart =
          error.reason === 'background' ? 'the server does not stay in the foreground' : 'the server does not start';
        yield finished('failed', error.message);
      } else throw error;
    }
  }
}

async function run(check: Check, { command, ...subject }: Request, signal: AbortSignal): Promise<string> {
  const { slowness } = subject;
  const server = await startForeign(command, signal, { slowness });
  const servers = [server];
  const startAgain = async (port: number) => {
    const again = await startForeign(command, signal, { slowness, port });
    servers.push(again);
    return again;
  };
  const boundMs = Math.max(leastBoundMs * slowness, mostPatiences * subject.patienceMs);
  try {
    const work = check.run({ ...subject, server, startAgain });
    const bounded = within(boundMs, check.name, work).catch((error: unknown) => {
      throw error instanceof Error && error.message.startsWith('waited')
        ? new Failed(`not done within ${time(boundMs)}`)
        : error;
    });
    return check.endsServer ? await bounded : await unlessItEnds(server, bounded, lastWordsMs * slowness);
  } finally {
    await Promise.all(servers.map((each) => each.kill()));
  }
}

/** Whatever went wrong, the server's end explains it. */
async function unlessItEnds(
  { ended, inBackground }: ForeignServer,
  work: Promise<string>,
  waitMs: number,
): Promise<string> {
  const failed = ended.then((how) => {
    if (inBackground().length > 0) throw wentToBackground(inBackground());
    throw new Failed(`the server ended: ${how}${meaningOfEnd(how)}`);
  });
  failed.catch(() => {}); // of interest only as long as the work is not done
  try {
    return await Promise.race([work, failed]);
  } catch (error) {
    await Promise.race([failed, delay(waitMs)]);
    throw error;
  }
}

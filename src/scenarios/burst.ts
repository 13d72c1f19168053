// burst: many connect at once, and again when all have been answered: the accept rate, and what the backlog does not take.
import type { Counts } from '../models/model.js';
import { backlog } from '../serving/listener.js';
import type { Entrant } from '../trials/entrant.js';
import { expectedLoadMs, measureLoad } from '../trials/measure-load.js';
import type { ExpectedSetting, Prediction, Scenario } from '../trials/scenario.js';
import { isJavaScript, ownV8, type Unit, unitOf } from './unit.js';

const sizeBytes = 64;
const load = ['--burst', '--size', String(sizeBytes)];

/** So many fit in the backlog, whoever accepts; of twice as many, only a fast server accepts the rest in time. */
const sizes = { fits: 500, overflows: 1000 };

/** Two bursts of those that take as long as the kernel takes to repeat a SYN, or to fork so many processes. */
const longBurstsMs = 2500;

export const burst: Scenario = {
  name: 'burst',
  question: 'How long does the last wait when many connect at once?',
  does: (connections) =>
    `${connections} connect at once, each sends ${sizeBytes} B, takes the echo, closes; then all again`,
  tablePer: 'connections',
  shows:
    'how fast a model accepts: who comes last waits for all before it. Whom the backlog ' +
    `of ${backlog} does not take, the kernel drops without a word, and the client knocks again after a second`,
  primary: 'p99Us',
  unit: 'connection',
  load,
  services: ['echo', 'http-echo'],
  predict,
  connections: () => [sizes.fits, sizes.overflows],
  expectedMs: (setting) => expectedLoadMs(withLongBursts(setting)),
  run: (setting) => measureLoad(withLongBursts(setting), load),
};

/** No warm-up where a burst takes a second: who is answered at once would be left out, and who waits would count. */
function withLongBursts<Each extends ExpectedSetting>(setting: Each): Each {
  const isShort = setting.connections <= backlog && setting.model.claims.processesPerConnection === 0;
  if (isShort) return setting;
  return { ...setting, timing: { ...setting.timing, fixedWarmUpMs: 0, windowMs: longBurstsMs } };
}

function predict(model: Entrant, counts: Counts): Prediction {
  const unit = unitOf(model, counts);
  const booted = ownV8(model, counts);
  if (booted) return { place: null, because: `it would boot ${booted} for each` };
  if (isJavaScript(model)) {
    return { place: 4, because: 'each connection makes and ends a JavaScript stream before the next is accepted' };
  }
  const predictions: Record<Unit, Prediction> = {
    loop: { place: 1, because: 'all that wait are accepted in one go, each for a small object' },
    loops: model.claims.handsOver
      ? { place: 1, because: 'one accepts all that wait, while the loops serve those that it has handed over' }
      : { place: 1, because: 'several loops accept, each for a small object' },
    pool: model.claims.queuesAccepted
      ? { place: 1, because: 'one accepts all that its queue has room for, while the threads serve' }
      : { place: 1, because: 'several threads accept, and nothing is made for a connection' },
    thread: { place: 2, because: 'a thread is made before the next is accepted' },
    single: { place: 3, because: 'each is served to its end before the next is accepted' },
    process: { place: 5, because: 'the address space is copied by fork(2) before the next is accepted' },
  };
  return predictions[unit];
}

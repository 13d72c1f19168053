// The models of made-up results: what each of them costs, and how it stands when nobody is there.
import type { Results } from '../../src/trials/results.js';

export interface MadeUpModel {
  name: string;
  quadrant: Results['models'][number]['quadrant'];
  language: string;
  twinOf: string | null;
  cpuUs: { message: number; connection: number };
  p50Us: { message: number; connection: number };
  pssKb: number;
  atRest: { processes: number; threads: number; pssKb: number };
  perConnection: { processes: number; threads: number };
  switches: number;
  calls: number;
  servedAtOnce: number;
}

const rest = (processes: number, threads: number, pssKb: number) => ({ processes, threads, pssKb });
const none = { processes: 0, threads: 0 };
const many = 10_000;

export const madeUp: MadeUpModel[] = [
  // biome-ignore-start format: a table of figures
  {
    name: 'iterative',
    quadrant: 'spst',
    language: 'TypeScript',
    twinOf: null,
    cpuUs: { message: 29.3, connection: 198 },
    p50Us: { message: 58, connection: 2830 },
    pssKb: 0,
    atRest: rest(1, 11, 24_600),
    perConnection: none,
    switches: 1.01,
    calls: 4.1,
    servedAtOnce: 1,
  },
  {
    name: 'iterative-native',
    quadrant: 'spst',
    language: 'C++',
    twinOf: 'iterative',
    cpuUs: { message: 7.4, connection: 31 },
    p50Us: { message: 22, connection: 610 },
    pssKb: 0,
    atRest: rest(1, 12, 24_400),
    perConnection: none,
    switches: 1,
    calls: 2,
    servedAtOnce: 1,
  },
  {
    name: 'event-loop',
    quadrant: 'spst',
    language: 'TypeScript',
    twinOf: null,
    cpuUs: { message: 8.34, connection: 106 },
    p50Us: { message: 120, connection: 1380 },
    pssKb: 9.3,
    atRest: rest(1, 11, 24_600),
    perConnection: none,
    switches: 0.008,
    calls: 2.07,
    servedAtOnce: many,
  },
  {
    name: 'epoll',
    quadrant: 'spst',
    language: 'C++',
    twinOf: 'event-loop',
    cpuUs: { message: 4.1, connection: 24 },
    p50Us: { message: 88, connection: 480 },
    pssKb: 0.9,
    atRest: rest(1, 12, 24_500),
    perConnection: none,
    switches: 0.006,
    calls: 2.03,
    servedAtOnce: many,
  },
  {
    name: 'thread-per-connection',
    quadrant: 'spmt',
    language: 'C++',
    twinOf: null,
    cpuUs: { message: 9.25, connection: 72.5 },
    p50Us: { message: 143, connection: 825 },
    pssKb: 13,
    atRest: rest(1, 12, 24_500),
    perConnection: { processes: 0, threads: 1 },
    switches: 1.05,
    calls: 2,
    servedAtOnce: many,
  },
  {
    name: 'fork-per-connection',
    quadrant: 'mpst',
    language: 'TypeScript',
    twinOf: null,
    cpuUs: { message: 26.5, connection: 67_500 },
    p50Us: { message: 186, connection: 552_000 },
    pssKb: 7900,
    atRest: rest(1, 11, 24_500),
    perConnection: { processes: 1, threads: 7 },
    switches: 1.06,
    calls: 4.4,
    servedAtOnce: many,
  },
  {
    name: 'fork-per-connection-native',
    quadrant: 'mpst',
    language: 'C++',
    twinOf: 'fork-per-connection',
    cpuUs: { message: 9.4, connection: 410 },
    p50Us: { message: 146, connection: 3900 },
    pssKb: 310,
    atRest: rest(1, 12, 24_500),
    perConnection: { processes: 1, threads: 1 },
    switches: 1.04,
    calls: 2,
    servedAtOnce: many,
  },
  {
    name: 'forked-thread-pools',
    quadrant: 'mpmt',
    language: 'TypeScript and C++',
    twinOf: null,
    cpuUs: { message: 9.2, connection: 37.3 },
    p50Us: { message: 141, connection: 517 },
    pssKb: 5.42,
    atRest: rest(3, 155, 49_400),
    perConnection: none,
    switches: 1.04,
    calls: 2,
    servedAtOnce: 128,
  },
  // biome-ignore-end format: a table of figures
];

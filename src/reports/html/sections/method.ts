// How it was measured: enough to doubt it, and to do it again.
import type { Results } from '../../../trials/results.js';
import type { Analysis } from '../../analysis/analysis.js';
import { blocksText, machineText } from '../../header.js';
import { absent, duration, significant } from '../../numbers.js';
import { el, escaped } from '../svg.js';
import type { Section } from './section.js';

export function methodSection({ results }: Analysis): Section {
  return {
    id: 'method',
    title: 'How it was measured',
    lead: '',
    content: [
      list('facts', facts(results)),
      el('h3', {}, escaped('What the words mean')),
      list('words', words(results)),
    ].join(''),
  };
}

const list = (name: string, entries: readonly (readonly [string, string])[]): string =>
  el(
    'dl',
    { class: name },
    ...entries.flatMap(([term, meaning]) => [el('dt', {}, escaped(term)), el('dd', {}, escaped(meaning))]),
  );

const inUs = (perCpu: readonly number[]): string => perCpu.map((us) => `${significant(us)} µs`).join(', ') || absent;

function facts(results: Results): [string, string][] {
  const {
    asked,
    machine,
    models,
    clientCeilings,
    systemCalls,
    yardstickP10Us,
    yardstickMedianUs,
    commandLine,
    seed,
    startedAt,
  } = results;
  const { exactly, atMost } = asked.blocks;
  const asManyAs =
    exactly === null ? `at most ${atMost} of each table, a row until it is decided` : `${exactly} of each table`;
  const budget = asked.budgetMs === null ? 'no budget' : `budget ${duration(asked.budgetMs)}`;
  return [
    ['Command', commandLine.join(' ')],
    ['Machine', `${machineText(results)}; load before: ${machine.loadBefore}`],
    ['Version', `forkroad ${results.forkroad}; begun ${startedAt}; seed ${seed}`],
    ['Blocks', `${blocksText(results)} in ${duration(results.duration.tookMs)}; asked: ${asManyAs}; ${budget}`],
    [
      'Trial',
      `a fresh server; warm-up until it is warm, for at most ${asked.warmUpCapMs / 1000} s, then ${asked.windows} windows, together from ${asked.windowMs} ms`,
    ],
    ['Counts', `${asked.counts.workers} workers, ${asked.counts.threads} threads, of models that take them`],
    [
      'Yardstick',
      `of each CPU at its best (p10): ${inUs(yardstickP10Us)}; usually (median): ${inUs(yardstickMedianUs)}`,
    ],
    [
      'Client',
      clientCeilings.length === 0
        ? 'not calibrated'
        : `its own ceiling: ${clientCeilings.map(({ scenario, connections, perSecond }) => `${scenario} at ${connections}: ${significant(perSecond)}/s`).join(', ')}`,
    ],
    ...models.flatMap(foreign),
    [
      'System calls',
      systemCalls.means
        ? `counted with ${systemCalls.means}`
        : `not counted: ${systemCalls.unavailable ?? 'not asked for'}`,
    ],
  ];
}

/** A program of someone else's is known by its command. */
const foreign = ({ name, foreign: program }: Results['models'][number]): [string, string][] =>
  program ? [[name, program.command]] : [];

function words({ asked }: Results): [string, string][] {
  return [
    [
      'block',
      'one table once: the baseline twice and every row that is not decided yet, in random order, each on a fresh server. The blocks are the samples; requests are never pooled for a verdict.',
    ],
    [
      'ratio',
      `a figure by that of ${asked.baseline} in the same block (the geometric mean of its two trials); shown are the median of the blocks and, of the figure that has verdicts, the t-interval at the level of its look.`,
    ],
    [
      'cheaper, costlier; lower, higher; faster, slower',
      'a t-test of the mean ratio against 2 % passes after Holm’s correction for the rows of the table, at a tenth of 5 % for each of ten looks, and the mean is farther from 1 than the farthest end of the A/A control. So a table has a false verdict in less than 5 of 100 comparisons, whenever one stops.',
    ],
    ['no difference within ±5 %', 'two one-sided tests at the same level say that the ratio lies within ±5 %.'],
    ["can't tell", 'neither: the interval is too wide. About so many more blocks would do, if they are like these.'],
    [
      'A/A control',
      `${asked.baseline} a second time in each block, under another name: what it differs by there, at the farthest end of its 95 % interval, is what this machine cannot tell apart today.`,
    ],
    ['server-bound', 'the server was the limit: rate and latency are its own.'],
    [
      'client-bound',
      'the client was at its limit: the rate prints as ≥, and rate and latency are never ranked. CPU per message stands.',
    ],
    ['both-idle', 'neither was busy: time went elsewhere, into waiting or the kernel’s queues.'],
    [
      'disturbed',
      'too few of its windows were right: time was stolen, others used the CPUs, a cgroup throttled, or clocks were read late. That trial is not compared; the others are.',
    ],
    [
      'CPU',
      'of the whole process tree of the server, ended threads and children included, less what the runtime uses at rest (net) or with it (gross).',
    ],
    ['PSS', 'proportional set size: memory, with pages that processes share counted once.'],
  ];
}

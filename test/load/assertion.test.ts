// Assertions held against a document: what holds, what does not, and what cannot be told.
import test from 'ava';
import { type Assertion, judge } from '../../src/load/assertion.js';
import type { LoadDocument } from '../../src/load/document.js';

const noErrors = { refused: 0, reset: 0, ended: 0, timeout: 0, wrongByte: 0, unsolicited: 0, malformed: 0 };
const document: LoadDocument = {
  version: 1,
  target: '127.0.0.1:1',
  client: 'native',
  service: 'echo',
  mode: 'closed-loop',
  connections: { asked: 1, established: 1, served: 1 },
  reconnects: 0,
  idle: null,
  size: 64,
  offeredPerSecond: null,
  warmUp: null,
  seconds: 1,
  messages: 500,
  messagesPerSecond: 500,
  latencyUs: { p50: 100, p90: 200, p99: 300, p999: null, max: 5000 },
  sendLagUs: null,
  latencyAtLeast: [],
  unanswered: 0,
  answeredAfterEnd: 0,
  errors: { ...noErrors, reset: 2, status: 0, ports: 0, descriptors: 0, other: 1 },
  statuses: {},
  totals: { messages: 500, bytesSent: 32_000, bytesReceived: 32_000 },
  timeWait: null,
  autocannon: null,
  clientCpuUsPerMessage: 5,
  ceilingPerSecond: null,
  label: 'server-bound',
  labelReason: 'the client was 1 % busy',
  windows: [
    {
      ...{ seconds: 1, messages: 500, clientCpuUs: 2500, busiestThreadCpuUs: 2500, busiestThreadWaitUs: 0 },
      ...{ latency: [[100, 500]], sendLag: null },
    },
  ],
  failed: null,
};

const p99: Assertion = { text: 'p99<1ms', figure: 'p99', operator: '<', limit: 1000 };

test('each operator does what it says', (t) => {
  const outcome = (operator: Assertion['operator'], limit: number) =>
    judge({ ...p99, operator, limit }, document).outcome;
  t.is(outcome('<', 300), 'broken');
  t.is(outcome('<', 301), 'holds');
  t.is(outcome('<=', 300), 'holds');
  t.is(outcome('>', 300), 'broken');
  t.is(outcome('>=', 300), 'holds');
});

test('what came is said in its unit', (t) => {
  t.is(judge(p99, document).reason, 'p99 was 300 µs');
  t.is(judge({ ...p99, figure: 'max' }, document).reason, 'max was 5.00 ms');
  t.is(judge({ ...p99, figure: 'rate' }, document).reason, 'rate was 500/s');
  t.is(judge({ ...p99, figure: 'errors' }, document).reason, 'errors was 3');
});

test('too few samples for the percentile cannot be told', (t) => {
  const { outcome, reason } = judge({ ...p99, figure: 'p999' }, document);
  t.is(outcome, 'untrusted');
  t.regex(reason, /needs 1,000 samples, there were 500/);
});

for (const label of ['client-bound', 'disturbed'] as const) {
  test(`${label}: a figure cannot be told, errors can`, (t) => {
    const untrusted = { ...document, label };
    t.is(judge(p99, untrusted).outcome, 'untrusted');
    t.is(judge({ ...p99, figure: 'rate', operator: '>' }, untrusted).outcome, 'untrusted');
    t.is(judge({ ...p99, figure: 'errors', operator: '<=', limit: 3 }, untrusted).outcome, 'holds');
  });
}

test('a percentile that is a lower bound tells only what a larger one would tell, too', (t) => {
  const bounded: LoadDocument = { ...document, latencyAtLeast: ['p99', 'max'], unanswered: 7 };
  const outcome = (operator: Assertion['operator'], limit: number) =>
    judge({ ...p99, operator, limit }, bounded).outcome;
  t.is(outcome('<', 300), 'broken');
  t.is(outcome('<=', 299), 'broken');
  t.is(outcome('<', 301), 'untrusted');
  t.is(outcome('>', 299), 'holds');
  t.is(outcome('>', 300), 'untrusted');
  t.is(judge(p99, bounded).reason, 'p99 was at least 300 µs: 7 were never answered');
  t.is(judge({ ...p99, figure: 'p50' }, bounded).outcome, judge({ ...p99, figure: 'p50' }, document).outcome);
});

test('what was never answered can be asserted, whoever limited the run', (t) => {
  const none: Assertion = { text: 'unanswered<=0', figure: 'unanswered', operator: '<=', limit: 0 };
  t.is(judge(none, document).outcome, 'holds');
  const { outcome, reason } = judge(none, { ...document, label: 'disturbed', unanswered: 7 });
  t.deepEqual([outcome, reason], ['broken', 'unanswered was 7']);
});

test('of a run that failed nothing can be told', (t) => {
  const failed = { ...document, failed: 'the server is gone' };
  t.deepEqual(judge(p99, failed), { outcome: 'untrusted', reason: 'the run failed' });
});

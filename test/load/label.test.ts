// The four labels, of cases whose cause is known: the signals are about what such runs give on two cores.
import test from 'ava';
import { type Label, labelOf, type Signals } from '../../src/load/label.js';

const calm: Signals = {
  clientBusyShare: 0.3,
  clientWaitShare: 0.01,
  messagesPerSecond: 20_000,
  ceilingPerSecond: 120_000,
  sendLagP99Us: null,
  offeredPerSecond: null,
  cpus: 2,
  stolenShare: 0,
  throttledShare: 0,
  foreignCpus: 0.02,
  serverBusyCpus: 0.5,
};

const cases: { name: string; signals: Partial<Signals>; label: Label; says: RegExp }[] = [
  {
    name: 'a client slowed by 20 µs per message',
    signals: { clientBusyShare: 0.98, messagesPerSecond: 34_000, ceilingPerSecond: 35_000, serverBusyCpus: 0.4 },
    label: 'client-bound',
    says: /98 % busy/,
  },
  {
    name: 'a server that spins, asked for little',
    signals: { offeredPerSecond: 70, messagesPerSecond: 70, serverBusyCpus: 1, isServerSpinning: true },
    label: 'both-idle',
    says: /spins/,
  },
  {
    name: 'a server that spins, asked for all that it can do',
    signals: { serverBusyCpus: 1, isServerSpinning: true },
    label: 'server-bound',
    says: /spins/,
  },
  {
    name: 'a slowed client whose ceiling is not known',
    signals: { clientBusyShare: 0.97, ceilingPerSecond: null, serverBusyCpus: null, foreignCpus: null },
    label: 'client-bound',
    says: /97 % busy/,
  },
  {
    name: 'a slowed client beside a hog: what it gave was its limit all the same',
    signals: { clientBusyShare: 0.95, foreignCpus: 0.6 },
    label: 'client-bound',
    says: /95 % busy/,
  },
  {
    name: 'at its own ceiling, the rest of its time lost in the kernel',
    signals: { clientBusyShare: 0.8, messagesPerSecond: 115_000, serverBusyCpus: 0.9 },
    label: 'client-bound',
    says: /96 % of its own ceiling/,
  },
  {
    name: 'one connection, as fast as the built-in echo: the round trip is the limit',
    signals: { clientBusyShare: 0.62, messagesPerSecond: 25_000, ceilingPerSecond: 26_000, serverBusyCpus: 0.7 },
    label: 'both-idle',
    says: /62 % busy.*0\.70 CPUs/,
  },
  {
    name: 'cpu:200us in one loop',
    signals: { clientBusyShare: 0.05, messagesPerSecond: 4900, serverBusyCpus: 0.99 },
    label: 'server-bound',
    says: /5 % busy.*0\.99 CPUs/,
  },
  {
    name: 'a server of many threads that fills both CPUs',
    signals: { clientBusyShare: 0.6, clientWaitShare: 0.35, messagesPerSecond: 80_000, serverBusyCpus: 1.3 },
    label: 'server-bound',
    says: /1\.30 CPUs/,
  },
  {
    name: 'a client that uses more than the server, with no idle CPU',
    signals: { clientBusyShare: 0.75, clientWaitShare: 0.2, messagesPerSecond: 80_000, serverBusyCpus: 0.6 },
    label: 'client-bound',
    says: /waited for a CPU/,
  },
  {
    name: 'a server that shares one CPU with the client, and has more of it',
    signals: { cpus: 1, clientBusyShare: 0.43, clientWaitShare: 0.02, serverBusyCpus: 0.54 },
    label: 'server-bound',
    says: /43 % busy.*0\.54 CPUs/,
  },
  {
    name: 'a client that has more of the one CPU',
    signals: { cpus: 1, clientBusyShare: 0.6, clientWaitShare: 0.02, serverBusyCpus: 0.36 },
    label: 'client-bound',
    says: /60 % busy and waited for a CPU/,
  },
  {
    name: 'a schedule that is kept on one CPU, and polled for',
    signals: { cpus: 1, offeredPerSecond: 20_000, sendLagP99Us: 30, clientBusyShare: 0.6, serverBusyCpus: 0.36 },
    label: 'both-idle',
    says: /60 % busy/,
  },
  {
    name: 'one connection to wait:5ms',
    signals: { clientBusyShare: 0.01, messagesPerSecond: 198, serverBusyCpus: 0.02 },
    label: 'both-idle',
    says: /1 % busy/,
  },
  {
    name: 'a rate of 100',
    signals: {
      messagesPerSecond: 100,
      offeredPerSecond: 100,
      sendLagP99Us: 90,
      clientBusyShare: 0.01,
      serverBusyCpus: 0.01,
    },
    label: 'both-idle',
    says: /1 % busy/,
  },
  {
    name: 'a schedule that is kept, and polled for',
    signals: { messagesPerSecond: 50_000, offeredPerSecond: 50_000, sendLagP99Us: 30, clientBusyShare: 0.97 },
    label: 'both-idle',
    says: /97 % busy/,
  },
  {
    name: 'a schedule that the client does not keep',
    signals: { messagesPerSecond: 90_000, offeredPerSecond: 120_000, sendLagP99Us: 9000, clientBusyShare: 0.97 },
    label: 'client-bound',
    says: /97 % busy/,
  },
  {
    name: 'two spinning processes beside',
    signals: { clientBusyShare: 0.5, clientWaitShare: 0.45, foreignCpus: 1, serverBusyCpus: 0.5 },
    label: 'disturbed',
    says: /1\.0 of 2 CPUs/,
  },
  {
    name: 'stolen time',
    signals: { stolenShare: 0.05 },
    label: 'disturbed',
    says: /hypervisor took 5 %/,
  },
  {
    name: 'a control group whose quota was used up',
    signals: { throttledShare: 0.48 },
    label: 'disturbed',
    says: /quota of its control group stopped it for 48 %/,
  },
  {
    name: 'late sends of a client that was idle, and nobody to blame',
    signals: { sendLagP99Us: 4000, offeredPerSecond: 1000, messagesPerSecond: 1000, clientBusyShare: 0.05 },
    label: 'disturbed',
    says: /4\.0 ms late/,
  },
  {
    name: 'late sends where the server fills the machine',
    signals: { sendLagP99Us: 4000, offeredPerSecond: 50_000, messagesPerSecond: 30_000, serverBusyCpus: 1.6 },
    label: 'server-bound',
    says: /1\.60 CPUs/,
  },
  {
    name: 'a server elsewhere that answers as fast as it can',
    signals: { serverBusyCpus: null },
    label: 'server-bound',
    says: /cannot be seen/,
  },
  {
    name: 'a server elsewhere that keeps a schedule',
    signals: { serverBusyCpus: null, offeredPerSecond: 20_000, sendLagP99Us: 20 },
    label: 'both-idle',
    says: /cannot be seen/,
  },
];

for (const { name, signals, label, says } of cases) {
  test(`${label}: ${name}`, (t) => {
    const labelled = labelOf({ ...calm, ...signals });
    t.is(labelled.label, label, labelled.reason);
    t.regex(labelled.reason, says);
  });
}

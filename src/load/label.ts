// What limited a figure: one of four labels, from what the client knows of itself and of the machine. Pure.
//
// docs/decisions/0009-what-limits-a-figure.md says where the thresholds come from.

export const labels = ['server-bound', 'client-bound', 'both-idle', 'disturbed'] as const;
export type Label = (typeof labels)[number];

export interface Signals {
  /** CPU of the client's busiest thread, as a share of the window. */
  clientBusyShare: number;
  /** How long that thread was runnable but not running, as a share of the window. */
  clientWaitShare: number;
  messagesPerSecond: number;
  /** What the client does against the cheapest echo; null where it was not measured. */
  ceilingPerSecond: number | null;
  sendLagP99Us: number | null;
  offeredPerSecond: number | null;
  /** That client and server may use. */
  cpus: number;
  /** Time that the hypervisor took away, as a share of those CPUs. */
  stolenShare: number | null;
  /** How long the client's control group stopped it, its CPU quota being used up; above 1 where on several CPUs at once. */
  throttledShare: number | null;
  /** CPUs' worth of work by neither client nor server nor measuring harness. */
  foreignCpus: number | null;
  /** CPUs' worth of work by the server's process tree. */
  serverBusyCpus: number | null;
  /** It uses a CPU whether it has anything to do or not. */
  isServerSpinning?: boolean;
}

export interface Labelled {
  label: Label;
  reason: string;
}

const stolenLimit = 0.02;
const throttledLimit = 0.02;
const foreignLimitPerCpu = 0.1;
/** A thread that runs so much of the time has no slack worth the name. */
const noSlack = 0.9;
/** Below this, who does as much as against the built-in echo waits for the round trip: one connection leaves a third idle. */
const busyAtCeiling = 0.75;
/** Who holds the larger share of two full CPUs, where the server cannot be seen. */
const halfBusy = 0.5;
const serverBusy = 0.8;
const keptUp = 0.99;
const lateUs = 1000;

const unseen = 'what the server used cannot be seen from here';

export function labelOf(signals: Signals): Labelled {
  return (
    saturation(signals) ??
    disturbance(signals) ??
    ceilingReached(signals) ??
    contention(signals) ??
    lateSends(signals) ??
    serverLimit(signals)
  );
}

/** First of all: a client that ran all the time was the limit whoever else ran, and its figure is "at least" anyway. */
function saturation(signals: Signals): Labelled | null {
  const { clientBusyShare } = signals;
  return clientBusyShare >= noSlack && !isOnSchedule(signals)
    ? { label: 'client-bound', reason: busy(clientBusyShare) }
    : null;
}

function disturbance({ stolenShare, throttledShare, foreignCpus, cpus }: Signals): Labelled | null {
  if (stolenShare !== null && stolenShare > stolenLimit) {
    return disturbed(`the hypervisor took ${percent(stolenShare)} of the CPU time`);
  }
  if (throttledShare !== null && throttledShare > throttledLimit) {
    return disturbed(
      `the CPU quota of its control group stopped it for ${percent(Math.min(1, throttledShare))} of the time`,
    );
  }
  if (foreignCpus !== null && foreignCpus > foreignLimitPerCpu * cpus) {
    return disturbed(`other processes used ${foreignCpus.toFixed(1)} of ${cpus} CPUs`);
  }
  return null;
}

/** With few connections the built-in echo, too, leaves the client half idle: then its ceiling is the round trip's. */
function ceilingReached(signals: Signals): Labelled | null {
  const { clientBusyShare, messagesPerSecond, ceilingPerSecond } = signals;
  if (ceilingPerSecond === null || messagesPerSecond < noSlack * ceilingPerSecond) return null;
  if (clientBusyShare < busyAtCeiling || isOnSchedule(signals)) return null;
  const share = percent(messagesPerSecond / ceilingPerSecond);
  return { label: 'client-bound', reason: `${busy(clientBusyShare)} and at ${share} of its own ceiling` };
}

/** Client and server fill the CPUs together: what would raise the rate most is the one that uses more. */
function contention(signals: Signals): Labelled | null {
  const { clientBusyShare, serverBusyCpus } = signals;
  if (!isNeverAsleep(signals) && !isCrowded(signals)) return null;
  if (clientBusyShare < (serverBusyCpus ?? halfBusy)) return null;
  return { label: 'client-bound', reason: `${busy(clientBusyShare)} and waited for a CPU the rest of the time` };
}

/** A client with slack that sends late was kept from its CPU; by the server, if that fills the machine. */
function lateSends(signals: Signals): Labelled | null {
  const { sendLagP99Us, serverBusyCpus, clientBusyShare } = signals;
  if (sendLagP99Us === null || sendLagP99Us < lateUs || (serverBusyCpus ?? 0) >= serverBusy) return null;
  const late = `1 % of its sends were ${(sendLagP99Us / 1000).toFixed(1)} ms late or more`;
  return disturbed(`${late}, though the client was only ${percent(clientBusyShare)} busy`);
}

function serverLimit(signals: Signals): Labelled {
  const { clientBusyShare, serverBusyCpus, isServerSpinning } = signals;
  if (serverBusyCpus === null || isServerSpinning) {
    const label = isOnSchedule(signals) ? 'both-idle' : 'server-bound';
    const why = isServerSpinning ? 'the server spins, however much it has to do' : unseen;
    return { label, reason: `${busy(clientBusyShare)}; ${why}` };
  }
  const both = `${busy(clientBusyShare)}, the server used ${serverBusyCpus.toFixed(2)} CPUs`;
  const isServer = serverBusyCpus >= serverBusy || isNeverAsleep(signals) || isCrowded(signals);
  return { label: isServer ? 'server-bound' : 'both-idle', reason: both };
}

const isNeverAsleep = (signals: Signals) =>
  signals.clientBusyShare + signals.clientWaitShare >= noSlack && !isOnSchedule(signals);

/** Client and server fill the CPUs: on one, the client sleeps while the server has it, and waits for none. */
const isCrowded = (signals: Signals) =>
  signals.clientBusyShare + (signals.serverBusyCpus ?? 0) >= noSlack * signals.cpus && !isOnSchedule(signals);

/** An open loop that sends when it should is limited by its schedule, though it polls for it and so looks busy. */
const isOnSchedule = ({ offeredPerSecond, messagesPerSecond, sendLagP99Us }: Signals) =>
  offeredPerSecond !== null && messagesPerSecond >= keptUp * offeredPerSecond && (sendLagP99Us ?? 0) < lateUs;

const disturbed = (reason: string): Labelled => ({ label: 'disturbed', reason });

const busy = (share: number) => `the client was ${percent(share)} busy`;

const percent = (share: number) => `${Math.round(share * 100)} %`;

// What the native engine can do and autocannon cannot, and why: said before anything starts.
import type { LoadOptions } from '../run-load.js';

type Asked = Pick<
  LoadOptions,
  'service' | 'rate' | 'churn' | 'burst' | 'idle' | 'threads' | 'slowClientNs' | 'timeoutMs'
>;

/** It refuses less. */
const leastTimeoutMs = 1000;

const noOpenLoop =
  'autocannon has no --rate that can be trusted: its own (-R) takes 1 ms for the interval of any rate and adds latencies ' +
  'that nobody measured (docs/measuring.md). Leave --rate out, or take --client native';
const noChurn =
  'autocannon does not count the reply after which it reconnects (its reconnectRate): with a connection per request it ' +
  'counts none. Leave --churn out, or take --client native';

/** Null where it can do what is asked. */
export function whatAutocannonCannot({
  service,
  rate,
  churn,
  burst,
  idle,
  threads,
  slowClientNs,
  timeoutMs,
}: Asked): string | null {
  if (service !== 'http-echo') return 'autocannon speaks HTTP only: --service http-echo';
  if (rate !== undefined) return noOpenLoop;
  if (churn || burst) return noChurn;
  if ((idle ?? 0) > 0) return 'autocannon holds no silent connections: leave --idle out, or take --client native';
  if ((threads ?? 1) > 1) return 'autocannon runs on one thread here, as it does by itself: leave --threads out';
  if ((slowClientNs ?? 0) > 0) return '--slow-client burns CPU in the native client: take --client native';
  if ((timeoutMs ?? leastTimeoutMs) < leastTimeoutMs) {
    return `autocannon takes no --timeout below ${leastTimeoutMs / 1000} s`;
  }
  return null;
}

// exact: millions of random bytes in random fragments come back, every bit of them.
import { randomBytes } from 'node:crypto';
import type { Check } from '../check.js';
import { Client } from '../client.js';
import { exactSize, size } from '../quantities.js';

/** One wrong bit in a million bytes is met eight times. */
const bytesSent = 8_000_000;
const largestFragment = 100_000;

export const exact: Check = {
  name: 'exact',
  does: `sent ${exactSize(bytesSent)} of random data in random fragments while reading, and compared every byte`,
  usually:
    'a write that took only part of its bytes is not continued; a buffer is reused while it is still being sent, ' +
    'or shared by threads; or read’s count is not what is written back',
  lookAt: [
    'strace -f -e trace=read,write,recvfrom,sendto -p PID',
    'cc -fsanitize=thread …',
    'man 2 write (RETURN VALUE)',
  ],

  async run({ server, patienceMs }) {
    const sent = randomBytes(bytesSent);
    const client = await Client.open(server.address, patienceMs);
    try {
      const expected = client.expect(sent, size(bytesSent));
      expected.catch(() => {}); // awaited below
      await client.sendInFragments(sent, largestFragment);
      await expected;
    } finally {
      client.leave();
    }
    return `${size(bytesSent)} of random data, every byte as it was sent`;
  },
};

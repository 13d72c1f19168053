// slow-client: a client that sends byte by byte, and one that reads only after the server could write no more.
import { randomBytes } from 'node:crypto';
import type { Check } from '../check.js';
import { Client } from '../client.js';
import { size } from '../quantities.js';

const singleBytes = 50;

/** More than the buffers of both kernels hold: the server's write must have fallen short. */
const lateBytes = 16 << 20;
const blockBytes = 1 << 20;
const stalledMs = 300;

export const slowClient: Check = {
  name: 'slow-client',
  does: `sent 50 single bytes, each awaited; then ${size(lateBytes)} without reading until nothing moved, then read it all`,
  usually:
    'a write that took only part of its bytes (or EAGAIN, where the socket does not block) loses the rest; ' +
    'write must be repeated from where it stopped',
  lookAt: [
    'strace -f -e trace=write,sendto,writev,epoll_wait -p PID',
    "ss -tnp 'sport = :8081' (Send-Q)",
    'man 2 write',
  ],

  async run({ server, patienceMs, slowness }) {
    const client = await Client.open(server.address, patienceMs);
    try {
      for (let byte = 0; byte < singleBytes; byte++) await client.echo(Buffer.from([byte]), `single byte ${byte + 1}`);
      client.forget();
      await readLate(client, stalledMs * slowness);
    } finally {
      client.leave();
    }
    return `${singleBytes} single bytes, then ${size(lateBytes)} read late: all exact`;
  },
};

async function readLate(client: Client, waitMs: number): Promise<void> {
  const bytes = randomBytes(lateBytes);
  client.pause();
  let sentBytes = 0;
  do {
    client.send(bytes.subarray(sentBytes, sentBytes + blockBytes));
    sentBytes += blockBytes;
  } while (sentBytes < lateBytes && (await client.drained(waitMs)));
  client.resume();
  client.send(bytes.subarray(sentBytes));
  await client.expect(bytes, `${size(lateBytes)} that were read late`);
}

// hang-up: clients reset their connections, or leave without reading what they asked for, and the server goes on.
import type { Check } from '../check.js';
import { Client } from '../client.js';
import { counted } from '../quantities.js';
import { paceOf, visitOnce } from '../visits.js';

const hangUps = { most: 60, budgetMs: 2000, least: 9 };

/** More than the buffers of both kernels: a server that echoes it is still writing when the client is gone. */
const unread = Buffer.alloc(16 << 20, 'nobody reads this\n');
/** So long without a byte taken is: the server waits for the client to read. */
const stalledMs = 20;

const ways: readonly ((client: Client, slowness: number) => Promise<void> | void)[] = [
  (client) => client.reset(),
  (client) => {
    client.send(Buffer.from('and gone'));
    client.reset();
  },
  async (client, slowness) => {
    client.pause();
    client.send(unread);
    await client.drained(stalledMs * slowness);
    client.leave();
  },
];

export const hangUp: Check = {
  name: 'hang-up',
  does: 'clients reset the connection at once, or after sending, or sent all that was taken of 16 MiB and left without reading; then one more came',
  usually:
    'writing to a client that has gone raises SIGPIPE, which ends a process that does not ignore it; ' +
    'or an error of one connection (ECONNRESET, EPIPE) is thrown where it ends the server',
  lookAt: [
    'strace -f -e trace=network,write -e signal=SIGPIPE -p PID',
    'man 7 signal (SIGPIPE)',
    'man 2 send (MSG_NOSIGNAL)',
  ],

  async run(subject) {
    const { server, patienceMs, slowness } = subject;
    const { burst, afterwards } = await paceOf(subject, hangUps);
    for (let count = 0; count < burst; count++) {
      const client = await Client.open(server.address, patienceMs);
      await ways[count % ways.length]?.(client, slowness);
      client.leave();
    }
    await visitOnce(afterwards, 'after the storm\n');
    return `${counted(burst, 'client')} hung up, the next was served`;
  },
};

// half-close: after the client's end everything it sent still comes back, and then the server's own end.
import { type Check, Failed, type Subject } from '../check.js';
import { Client } from '../client.js';
import { whatDiffers } from '../differences.js';
import { counted, exactSize, shown, time } from '../quantities.js';

const small = Buffer.from('half-close');
const large = Buffer.alloc(1_000_000, 'the end is easily lost\n');
const smallOnes = 20;

export const halfClose: Check = {
  name: 'half-close',
  does: 'sent 10 B twenty times and 1,000,000 B once, each on a connection of its own, closed our side at once, and read to the end',
  usually:
    'it closes the connection at the client’s end (read gives 0) while bytes are still to be written, or closes it with ' +
    'unread input, which makes a reset of it; or it never closes it',
  lookAt: [
    'strace -f -e trace=network,read,write,close -p PID',
    "ss -tan 'sport = :8081' (CLOSE-WAIT: it has not closed)",
    'man 2 shutdown',
  ],

  async run(subject) {
    for (let i = 0; i < smallOnes; i++) await endAfter(subject, small);
    await endAfter(subject, large);
    return `${counted(smallOnes + 1, 'client')} ended first, and got every byte, then the server's end`;
  },
};

async function endAfter({ server, patienceMs }: Subject, bytes: Buffer): Promise<void> {
  const client = await Client.open(server.address, patienceMs);
  try {
    client.send(bytes);
    client.end();
    await client.until(() => client.hasEnded);
    const { received } = client;
    const wrong = whatDiffers(bytes, received);
    if (wrong) throw new Failed(`${shown(bytes)}: ${wrong}`);
    const missing = bytes.length - received.length;
    if (missing > 0)
      throw new Failed(
        `${exactSize(missing)} of ${exactSize(bytes.length)} missing after our end, ${howItEnded(client)}`,
      );
    if (!client.hasEnded) throw new Failed(`all ${exactSize(bytes.length)} came back, but ${howItEnded(client)}`);
  } finally {
    client.leave();
  }
}

function howItEnded({ broken, hasEnded, patienceMs }: Client): string {
  if (broken) return `then the connection broke (${broken})`;
  return hasEnded ? 'then the server closed' : `the server did not close within ${time(patienceMs)}`;
}

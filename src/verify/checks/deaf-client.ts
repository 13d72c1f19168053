// deaf-client: a client sends and sends and never reads: the server's memory stays bounded, and others are served.
import { type Check, Failed, type Subject } from '../check.js';
import { Client } from '../client.js';
import { servesMany } from '../expectations.js';
import { readMemory } from '../family-counts.js';
import { memorySize, size } from '../quantities.js';
import { visitOnce } from '../visits.js';

const mebibyte = 1 << 20;
const mostBlocks = 160;

/** A runtime's collector may let tens of megabytes pass by before it works; who buffers all of it keeps 160. */
const mostGrowthKb = 64 * 1024;
/** So long without a byte taken is: the server has stopped reading. */
const stalledMs = 500;

export const deafClient: Check = {
  name: 'deaf-client',
  does: 'sent up to 160 MiB on one connection without reading, while another client asked; then left',
  usually:
    'what cannot be written yet is kept without limit: reading must stop until the client takes more ' +
    '(Node: pipe, or pause while write returns false; asyncio: await drain). In a loop, a write that blocks stops everybody',
  lookAt: ["grep -E 'VmRSS|VmHWM' /proc/PID/status", "ss -tmnp 'sport = :8081'", 'man 2 fcntl (O_NONBLOCK)'],

  async run(subject) {
    const { server, patienceMs, expected, slowness } = subject;
    const isMany = servesMany(expected) === true;
    await visitOnce(subject, 'before\n');
    const before = readMemory(server);
    const deaf = await Client.open(server.address, patienceMs);
    deaf.pause();
    try {
      const takenBytes = await sendUntilStalled(deaf, stalledMs * slowness);
      const growthKb = Math.max(0, readMemory(server).pssKb - before.pssKb);
      if (growthKb > mostGrowthKb) {
        throw new Failed(
          `memory grew by ${memorySize(growthKb)} for a client that does not read (${size(takenBytes)} taken from it)`,
        );
      }
      if (isMany) await othersAreServed(subject);
      deaf.leave();
      await visitOnce(subject, 'after\n');
      const others = isMany ? 'another client was served meanwhile' : 'the next client was served after it';
      return `took ${size(takenBytes)}, memory +${memorySize(growthKb)}, ${others}`;
    } finally {
      deaf.leave();
    }
  },
};

/** Bytes that the two kernels and the server took. */
async function sendUntilStalled(client: Client, waitMs: number): Promise<number> {
  const block = Buffer.alloc(mebibyte, 'never read\n');
  for (let sent = 1; sent <= mostBlocks; sent++) {
    client.send(block);
    if (!(await client.drained(waitMs))) return sent * mebibyte - client.unsentBytes;
  }
  return mostBlocks * mebibyte;
}

async function othersAreServed(subject: Subject): Promise<void> {
  try {
    await visitOnce(subject, 'meanwhile\n');
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
    throw new Failed(
      `expected ${subject.expected}, but while one client does not read, another is not served: ${error.message}`,
    );
  }
}

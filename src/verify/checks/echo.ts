// echo: what one client sends comes back before it sends the next: small, large, and nothing like text.
import type { Check } from '../check.js';
import { Client } from '../client.js';
import { counted } from '../quantities.js';

/** The halves of one character of UTF-8 come as two messages: who decodes text holds the first one back. */
const character = Buffer.from('é');

const messages: readonly { what: string; bytes: Buffer }[] = [
  { what: 'a line', bytes: Buffer.from('hello\n') },
  { what: 'one byte without a line end', bytes: Buffer.from('x') },
  { what: 'an empty line', bytes: Buffer.from('\r\n') },
  { what: 'all 256 bytes, zero among them', bytes: Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)) },
  { what: 'zeros only', bytes: Buffer.alloc(100) },
  { what: 'half a character of UTF-8', bytes: character.subarray(0, 1) },
  { what: 'its other half', bytes: character.subarray(1) },
  { what: 'bytes that are no UTF-8', bytes: Buffer.from([0xff, 0xfe, 0xc3, 0x28, 0x80]) },
  { what: '1,025 B', bytes: Buffer.alloc(1025, 'abcdefg') },
  { what: '160,000 B at once', bytes: Buffer.alloc(160_000, 'abcdefgh') },
];

export const echo: Check = {
  name: 'echo',
  does: 'sent ten messages on one connection, from one byte to 160,000, and awaited each before the next',
  usually:
    'it waits for a whole line; or treats bytes as text (strlen, printf, decode, setEncoding), ' +
    'which stops at a zero byte or changes what is no character; or it says something of its own',
  lookAt: ['strace -f -e trace=network,read,write -s 64 -p PID', 'printf x | nc -N 127.0.0.1 8081 | xxd', 'man 2 recv'],

  async run({ server, patienceMs }) {
    const client = await Client.open(server.address, patienceMs);
    try {
      for (const { what, bytes } of messages) await client.echo(bytes, what);
    } finally {
      client.leave();
    }
    return `${counted(messages.length, 'message')} from 1 B to 160,000 B`;
  },
};

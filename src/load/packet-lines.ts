// What was sent and received, in the packet log's own lines: [PACKET] SEND: 68 65 6c 6c 6f
export type PacketFormat = 'hex' | 'ascii';

/** One line, or for hex two: the bytes, and the same with what cannot be printed as dots. Without line ends. */
export function packetLines(direction: 'SEND' | 'RECV', bytes: Buffer, format: PacketFormat): string[] {
  const printable = bytes.toString('latin1').replace(/[^\x20-\x7e]/g, '.');
  if (format === 'ascii') return [`[PACKET] ${direction}: ${printable}`];
  const hex = bytes.toString('hex').replace(/(..)(?=.)/g, '$1 ');
  return [`[PACKET] ${direction}: ${hex}`, `[PACKET] ${direction} (ASCII): ${printable}`];
}

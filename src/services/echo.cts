// echo (RFC 862): every byte comes back.
import type { Duplex } from 'node:stream';

export function echo(connection: Duplex): void {
  connection.on('data', (bytes: Buffer) => {
    if (!connection.write(bytes)) connection.pause();
  });
  connection.on('drain', () => connection.resume());
  connection.on('end', () => connection.end());
}

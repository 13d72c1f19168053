// echo (RFC 862): every byte comes back.
import type { Service } from './service.cjs';

export const service: Service = (connection) => {
  connection.on('data', (bytes: Buffer) => {
    if (!connection.write(bytes)) connection.pause();
  });
  connection.on('drain', () => connection.resume());
  connection.on('end', () => connection.end());
};

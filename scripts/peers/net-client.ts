// Plain Node peer of the client: one net.Socket per connection, a message and its whole reply at a time.
import { connect } from 'node:net';

// usage: net-client HOST PORT CONNECTIONS SIZE SECONDS
const [host, port, connections, size, seconds] = process.argv.slice(2);
const message = Buffer.alloc(Number(size));
const startMs = performance.now();
const endMs = startMs + Number(seconds) * 1000;
let messages = 0;

for (let i = 0; i < Number(connections); i++) {
  let missing = message.length;
  const socket = connect({ host: String(host), port: Number(port), noDelay: true });
  socket.on('connect', () => socket.write(message));
  socket.on('data', (chunk) => {
    missing -= chunk.length;
    if (missing > 0) return;
    messages++;
    missing = message.length;
    if (performance.now() < endMs) socket.write(message);
    else socket.destroy();
  });
}

process.once('exit', () => {
  const { user, system } = process.cpuUsage();
  const took = (performance.now() - startMs) / 1000;
  process.stdout.write(`${JSON.stringify({ messages, seconds: took, cpuSeconds: (user + system) / 1e6 })}\n`);
});

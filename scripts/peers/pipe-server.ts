// Plain Node peer of event-loop: the echo server of Node's own documentation, each socket piped into itself.
import { type AddressInfo, createServer } from 'node:net';

// The socket options and the queue of connections are those of our listener, so that only the serving differs. Neither
// changes the peer's figures: one message is under way on each connection, and no client ends before the last reply.
const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
  socket.on('error', () => socket.destroy()); // a client that resets its connection is no reason to end
  socket.pipe(socket);
});

server.listen({ host: '127.0.0.1', port: 0, backlog: 511 }, () => {
  process.stdout.write(`listening ${(server.address() as AddressInfo).port}\n`);
});

// One process, one thread, an event loop.  node event-loop.mjs PORT
import { createServer } from 'node:net';

// allowHalfOpen: at the client's end, what is still to be written is written before our own end.
const server = createServer({ allowHalfOpen: true }, (socket) => {
  socket.on('error', () => {}); // the client has gone: that is no reason to end
  socket.pipe(socket); // bytes, not text; and it pauses while the client does not read
});

server.listen(Number(process.argv[2]), '127.0.0.1');

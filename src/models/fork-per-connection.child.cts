// The child of one connection: serves the socket it inherited as descriptor 4, then ends; ends at once with its parent.
import { Socket } from 'node:net';
import { type ConnectionOptions, serveConnection } from '../serving/serve-connection.cjs';

const { id, ...options } = JSON.parse(process.argv[2] ?? '') as ConnectionOptions & { id: number };
let isSetUp = false;

function setUp(): void {
  if (isSetUp) return;
  isSetUp = true;
  const { addon } = require('../addon/addon.cjs') as typeof import('../addon/addon.cjs');
  addon.packetLog.attach(5);
  process.title = `conn-${id} forkroad`; // 15 characters show in ps -o comm and pstree
  process.on('SIGINT', () => {}); // Ctrl-C reaches the whole process group; the parent decides
  process.once('disconnect', () => process.exit());
}

if (options.isLogged) setUp();
const connection = new Socket({ fd: 4, readable: true, writable: true, allowHalfOpen: true });
connection.once('close', setUp); // before the bytes are counted
void serveConnection(connection, id, options).then(() => process.disconnect());
setImmediate(setUp); // what the client has sent already is answered first

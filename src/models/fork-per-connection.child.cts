// The child of one connection: serves the socket it inherited as descriptor 4, then ends; ends at once with its parent.
import { Socket } from 'node:net';
import { addon } from '../addon/addon.cjs';
import { type ConnectionOptions, serveConnection } from '../serving/serve-connection.cjs';

const { id, ...options } = JSON.parse(process.argv[2] ?? '') as ConnectionOptions & { id: number };
process.title = `conn-${id} forkroad`; // 15 characters show in ps -o comm and pstree
process.on('SIGINT', () => {}); // Ctrl-C reaches the whole process group; the parent decides
process.once('disconnect', () => process.exit());

addon.packetLog.attach(5);
const connection = new Socket({ fd: 4, readable: true, writable: true, allowHalfOpen: true });
void serveConnection(connection, id, options).then(() => process.disconnect());

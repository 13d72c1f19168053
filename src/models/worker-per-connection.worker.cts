// The thread of one connection: serves the socket that it is handed, and ends with it.
import { workerData } from 'node:worker_threads';
import { addon } from '../addon/addon.cjs';
import { type Handover, take } from '../serving/handover.cjs';
import { type ConnectionOptions, serveConnection } from '../serving/serve-connection.cjs';

const { socket, id, ...options } = workerData as ConnectionOptions & { socket: Handover; id: number };
addon.server.nameThread(`conn-${id}`);
void serveConnection(take(socket), id, options);

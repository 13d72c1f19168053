// listens: it starts, listens on the port that it was told, and takes a connection there.
import type { Check } from '../check.js';
import { Client } from '../client.js';
import { time } from '../quantities.js';

export const listens: Check = {
  name: 'listens',
  does: 'started it with a free port, waited until it listens there (at 127.0.0.1, ::1 or both), and connected',
  usually: 'the port is fixed in the program or read from another argument; or bind or listen failed unnoticed',
  lookAt: ['ss -ltnp', 'strace -f -e trace=network ./server 8081', 'man 2 bind'],

  async run({ server, patienceMs }) {
    const client = await Client.open(server.address, patienceMs);
    client.leave();
    const { host, port } = server.address;
    const where = host === '127.0.0.1' ? '' : `, at ${host}`;
    return `on port ${port}${where}, ${time(server.listeningMs)} after its start`;
  },
};

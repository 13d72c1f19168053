// port-again: killed while a client was connected, it can be started on the same port at once.

import { ForeignStartError } from '../../trials/foreign-server.js';
import { type Check, Failed } from '../check.js';
import { Client } from '../client.js';
import { time } from '../quantities.js';

export const portAgain: Check = {
  name: 'port-again',
  endsServer: true,
  does: 'killed it (SIGKILL) while a client was connected, so that the connection is left in TIME-WAIT, and started it again on the same port',
  usually: 'SO_REUSEADDR is not set before bind: the port is refused for a minute after the server has gone',
  lookAt: ["ss -tan 'sport = :8081' (TIME-WAIT)", 'man 7 socket (SO_REUSEADDR)', 'Python: allow_reuse_address = True'],

  async run({ server, startAgain, patienceMs }) {
    const client = await Client.open(server.address, patienceMs);
    await client.echo(Buffer.from('before the end\n')).finally(() => server.kill());
    await client.until(() => client.hasEnded);
    client.leave();
    const again = await startAgain(server.address.port).catch((error: unknown) => {
      if (!(error instanceof ForeignStartError)) throw error;
      throw new Failed(`started again on port ${server.address.port}: ${error.message}`);
    });
    const next = await Client.open(again.address, patienceMs);
    await next.echo(Buffer.from('again\n')).finally(() => next.leave());
    return `serves on port ${server.address.port} again, ${time(again.listeningMs)} after it was killed and restarted`;
  },
};

// one-after-another: many clients in a row are served, also where some leave without a word.
import type { Check } from '../check.js';
import { Client } from '../client.js';
import { counted } from '../quantities.js';
import { paceOf, visit, visitOnce } from '../visits.js';

const talking = { most: 200, budgetMs: 3000, least: 20 };
const silent = { most: 20, budgetMs: 1500, least: 3 };

export const oneAfterAnother: Check = {
  name: 'one-after-another',
  does: 'let up to 200 clients come one after another, then up to 20 that leave without having sent anything, then one more',
  usually: 'accept is not called again after a client; or a client that says nothing ends the loop that accepts',
  lookAt: ['strace -f -e trace=accept,accept4,close -p PID', "ss -tlnp 'sport = :8081' (Recv-Q: those who wait)"],

  async run(subject) {
    const served = await visit(subject, talking);
    const { burst, afterwards } = await paceOf(subject, silent);
    for (let i = 0; i < burst; i++) (await Client.open(subject.server.address, subject.patienceMs)).leave();
    await visitOnce(afterwards, 'after the silent ones\n');
    return `${counted(served, 'client')} served, then ${burst} that said nothing, then one more`;
  },
};

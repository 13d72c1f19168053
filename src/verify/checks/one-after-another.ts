// one-after-another: many clients in a row are served, also where some leave without a word.
import type { Check } from '../check.js';
import { Client } from '../client.js';
import { counted } from '../quantities.js';
import { visit } from '../visits.js';

const talking = { most: 200, budgetMs: 3000, least: 20 };
const silentOnes = 20;

export const oneAfterAnother: Check = {
  name: 'one-after-another',
  does: 'let up to 200 clients come one after another, then 20 that leave without having sent anything, then one more',
  usually: 'accept is not called again after a client; or a client that says nothing ends the loop that accepts',
  lookAt: ['strace -f -e trace=accept,accept4,close -p PID', "ss -tlnp 'sport = :8081' (Recv-Q: those who wait)"],

  async run(subject) {
    const served = await visit(subject, talking);
    for (let i = 0; i < silentOnes; i++) (await Client.open(subject.server.address, subject.patienceMs)).leave();
    await visit(subject, { most: 1, budgetMs: 0, least: 1 });
    return `${counted(served, 'client')} served, then ${silentOnes} that said nothing, then one more`;
  },
};

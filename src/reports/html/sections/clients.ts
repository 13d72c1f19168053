// How much of a figure was the client: the same servers under two of them.
import type { Analysis } from '../../analysis/analysis.js';
import { clientsSentence } from '../../client-texts.js';
import { figure } from '../chart.js';
import { clientsChart } from '../charts/clients.js';
import { el, escaped } from '../svg.js';
import type { Section } from './section.js';

/** Undefined where one client drove everything. */
export function clientsSection({ clients, results }: Analysis): Section | undefined {
  if (clients.length === 0) return undefined;
  return {
    id: 'clients',
    title: 'How much of the figure was the client',
    lead: 'A rate belongs to a server and a client together. The same servers, under two clients, in the same blocks:',
    content: clients
      .map(
        (compared) =>
          el('p', { class: 'finding' }, escaped(clientsSentence(compared))) + figure(clientsChart(compared, results)),
      )
      .join(''),
  };
}

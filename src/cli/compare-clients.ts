// Who drives a comparison and what is spoken in it: `compare --client` and `--service`, and what these imply.
import { type LoadService, loadServices } from '../addon/load.cjs';
import { type Client, clients, defaultClient } from '../load/clients.js';
import { scenarios } from '../scenarios/registry.js';
import type { Request } from '../trials/plan.js';
import type { Scenario } from '../trials/scenario.js';
import { CliError } from './errors.js';
import { wordOf, wordsOf } from './words.js';

export interface DriverOptions {
  client?: Client[];
  service?: LoadService;
}

export const clientWords = wordsOf('client', clients);
export const serviceWord = wordOf('service', loadServices);

const canDrive = (client: Client, scenario: Scenario): boolean =>
  (scenario.clients ?? [defaultClient]).includes(client);
const namesOf = (all: readonly Scenario[]): string => all.map(({ name }) => name).join(', ');

/** All that autocannon can drive. */
export const autocannonScenarios = scenarios.filter((scenario) => canDrive('autocannon', scenario));

/** autocannon speaks HTTP, and is never alone: beside the native client one sees how much of a figure was the client. */
export function driversOf(
  { client = [defaultClient], service }: DriverOptions,
  fallback: LoadService,
): Pick<Request, 'clients' | 'service'> {
  if (!client.includes('autocannon')) return { clients: [defaultClient], service: service ?? fallback };
  if (service === 'echo') throw new CliError('--client autocannon speaks HTTP only: --service http-echo, or none');
  return { clients, service: service ?? 'http-echo' };
}

/** A comparison in which a client drives nothing was meant otherwise. */
export function requireDriven({ clients, scenarios }: Pick<Request, 'clients' | 'scenarios'>): void {
  const idle = clients.find((client) => !scenarios.some((scenario) => canDrive(client, scenario)));
  if (idle === undefined) return;
  throw new CliError(`${idle} cannot drive ${namesOf(scenarios)}; it drives ${namesOf(autocannonScenarios)}`);
}

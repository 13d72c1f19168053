// The servers of someone else that a comparison is given: `--server 'name=command {port}'`.
import { modelWords } from '../models/registry.js';
import { controlRow } from '../trials/cells.js';
import type { Entrant } from '../trials/entrant.js';
import { examineForeign, type ForeignAsked } from '../trials/examine-foreign.js';
import { parseServerCommand } from '../trials/foreign-server.js';
import type { Results } from '../trials/results.js';
import type { Tools } from '../trials/tools.js';
import { everyModel } from './entrants.js';
import { CliError, exitCodes } from './errors.js';

const form = 'name=command {port}';

export interface ServerWords {
  name: string;
  command: string;
  isShell: boolean;
}

/** Collects what `--server` was given, one after another. */
export const collected = (text: string, before: string[] = []): string[] => [...before, text];

/** Of the words as they were given. Throws a usage error. */
export function serverWords(given: readonly string[], isShell: boolean): ServerWords[] {
  const servers = given.map((text) => {
    const [, name, command] = /^([A-Za-z0-9][\w.-]*)=(.+)$/s.exec(text) ?? [];
    if (!name || !command) throw new CliError(`--server: expected '${form}', got '${text}'`);
    return { name, command, isShell };
  });
  for (const { name } of servers) {
    const isTaken = [...modelWords, everyModel].includes(name) || name === controlRow;
    if (isTaken) throw new CliError(`--server: '${name}' is the name of one of forkroad's models; choose another`);
    if (servers.filter((each) => each.name === name).length > 1) {
      throw new CliError(`--server: two servers are named '${name}'`);
    }
  }
  return servers;
}

/**
 * Those that took part in a comparison of which these are the results. A file never says what is run: results are made to
 * be shared. The words have to be given again, and to be the same; else a usage error.
 */
export function serversAgain({ models: entered }: Results, given: readonly ServerWords[]): ServerWords[] {
  const before = entered.flatMap(({ name, foreign }) => (foreign ? [{ name, ...foreign }] : []));
  const isSame = (a: ServerWords, b: ServerWords) =>
    a.name === b.name && a.command === b.command && a.isShell === b.isShell;
  const missing = before.find((server) => !given.some((each) => isSame(each, server)));
  const added = given.find((server) => !before.some((each) => isSame(each, server)));
  if (!missing && !added) return [...given];
  const wanted = before.map(
    ({ name, command, isShell }) => `--server '${name}=${command}'${isShell ? ' --shell' : ''}`,
  );
  throw new CliError(
    before.length === 0
      ? `--resume: no server of '${added?.name}' took part in these results`
      : `--resume runs no command that a file names. If you trust these, give them again, as they were: ${wanted.join(' ')}`,
  );
}

/** Each is started once to get to know it. Throws an error for people where one cannot be compared. */
export async function examined(
  servers: readonly ServerWords[],
  service: string,
  tools: Tools,
  signal: AbortSignal,
): Promise<Entrant[]> {
  const entrants: Entrant[] = [];
  for (const server of servers.map((words) => parsed(words, service))) {
    if (signal.aborted) break;
    entrants.push(await examineForeign(server, tools, signal).catch((error: Error) => refuse(server, error, signal)));
  }
  return entrants;
}

function parsed({ name, command, isShell }: ServerWords, service: string): ForeignAsked {
  try {
    return { name, command: parseServerCommand(command, { isShell }), service };
  } catch (error) {
    throw new CliError(`--server ${name}: ${(error as Error).message}`);
  }
}

function refuse({ name, command }: ForeignAsked, error: Error, signal: AbortSignal): never {
  if (signal.aborted) throw new CliError('interrupted: nothing to report', exitCodes.interrupted);
  throw new CliError(
    `${name} cannot be compared: ${error.message}\n  forkroad verify --server '${command.text}' tells more`,
    exitCodes.failed,
  );
}

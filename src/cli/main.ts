#!/usr/bin/env node
// The command line's table of contents; one file per command beside this one.
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { printableLines } from '../text/printable.js';
import { CliError, exitCodes } from './errors.js';
import { outliveReaders } from './streams.js';

/** A command is imported only when it is asked for: a server shall not carry the load engine's modules. */
const commands: Record<string, { summary: string; load: () => Promise<{ command: Command }> }> = {
  models: { summary: 'list the models', load: () => import('./models.js') },
  scenarios: { summary: 'list the scenarios, and what is predicted', load: () => import('./scenarios.js') },
  compare: { summary: 'what differs between the models, as a table and a report', load: () => import('./compare.js') },
  serve: { summary: 'serve with one model, in the foreground', load: () => import('./serve.js') },
  client: { summary: 'type lines to a server and see them come back', load: () => import('./client.js') },
  load: { summary: 'drive a server, compare every byte, report rate and latency', load: () => import('./load.js') },
  verify: { summary: 'hold any echo server to the contract, and say what failed', load: () => import('./verify.js') },
  stop: { summary: 'end servers by their recorded pid', load: () => import('./stop.js') },
};

const program = new Command('forkroad')
  .description('The same TCP service by one process or many, by one thread or many; and what differs.')
  .version(readVersion(), '--version', 'print the version')
  .exitOverride();

const told = {
  outputError: (text: string, write: (text: string) => void) =>
    write(printableLines(text.replace(/^error:/, 'forkroad:'))),
};

function readVersion(): string {
  const file = new URL('../../../package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

async function main(words: string[]): Promise<void> {
  const name = words.find((word) => !word.startsWith('-'));
  for (const [each, { summary, load }] of Object.entries(commands)) {
    if (each === name) program.addCommand((await load()).command.summary(summary).exitOverride().configureOutput(told));
    else program.command(each).summary(summary);
  }
  program.configureOutput(told);
  await program.parseAsync(words, { from: 'user' });
}

/** It may name what somebody else has written: a server's last words, a file's. */
const sayWhy = ({ message }: Error) => process.stderr.write(`forkroad: ${printableLines(message)}\n`);

outliveReaders();

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  else if (error instanceof CliError) {
    sayWhy(error);
    process.exitCode = error.exitCode;
  } else if (error instanceof Error && ('syscall' in error || 'code' in error)) {
    sayWhy(error);
    process.exitCode = 'code' in error && error.code === 'NOT_BUILT' ? exitCodes.environment : exitCodes.failed;
  } else throw error;
}

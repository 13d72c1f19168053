// `forkroad load --client autocannon`: what that implies, and what it excludes.
import type { Command } from 'commander';
import { whatAutocannonCannot } from '../load/autocannon/limits.js';
import { CliError } from './errors.js';
import { loadOptions, type Options } from './load-command.js';
import type { Address } from './units.js';

/** autocannon implies --service http-echo. Throws a usage error for what it cannot do. */
export function withClient(options: Options, target: Address | undefined, command: Command): Options {
  if (options.client !== 'autocannon') return options;
  if (options.calibrate) {
    throw new CliError(
      '--calibrate finds the ceiling of the native client; autocannon is known by how busy its thread is',
    );
  }
  if (!target) return options; // there is nothing to load: requireSense says so
  const isServiceGiven = command.getOptionValueSource('service') === 'cli';
  const settled: Options = { ...options, service: isServiceGiven ? options.service : 'http-echo', calibrate: false };
  const cannot = whatAutocannonCannot(loadOptions(target, settled));
  if (cannot !== null) throw new CliError(cannot);
  return settled;
}

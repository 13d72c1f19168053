// What others make of the machine before a test that needs it to itself.
import type { ExecutionContext } from 'ava';
import { readUsualLoad } from '../../src/trials/usual.js';
import { skip } from './tools.js';

/** Others that use the CPUs before the test begins leave nothing to tell. */
export async function isBusyAlready(t: ExecutionContext): Promise<boolean> {
  const isBusy = (await readUsualLoad()).foreignCpus > 0.3;
  if (isBusy) skip(t, 'others use the CPUs already');
  return isBusy;
}

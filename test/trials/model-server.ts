// A model's server as a trial starts it, which tells of its usage; ended by the test's teardown.
import type { ExecutionContext } from 'ava';
import type { Model } from '../../src/models/model.js';
import { findModel, models } from '../../src/models/registry.js';
import type { RunningServer } from '../../src/trials/running-server.js';
import { startServer } from '../../src/trials/start-server.js';
import { serverCommand } from '../../src/trials/tools.js';
import { standInTools } from './stand-ins.js';

/** Small pools. */
const counts = { workers: 2, threads: 3, loops: 2 };

/** Those that serve each connection in a process of its own. */
export const forkingModels: readonly string[] = models
  .filter(({ claims }) => claims.processesPerConnection === 1)
  .map(({ name }) => name);

export function modelNamed(name: string): Model {
  const model = findModel(name);
  if (!model) throw new Error(`no model ${name}`);
  return model;
}

/** Ready, with all its workers and threads. `words` are added to the command line. */
export async function startModel(t: ExecutionContext, name: string, words: string[] = []): Promise<RunningServer> {
  const tools = {
    ...standInTools,
    serverCommand: (...args: Parameters<typeof serverCommand>) => [...serverCommand(...args), ...words],
  };
  const server = await startServer(
    { model: modelNamed(name), counts, service: 'echo' },
    tools,
    new AbortController().signal,
  );
  t.teardown(() => server.stop());
  return server;
}

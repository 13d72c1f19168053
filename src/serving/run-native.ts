// Serving with a native model on threads of this process.
import { addon } from '../addon/addon.cjs';
import { aborted } from './aborted.js';
import type { RunModel } from './server.js';
import type { Settings } from './settings.js';

/**
 * The model of the addon's registry with this name, for as long as the server runs.
 * @param fixed settings of its own that the server's user has no hand in
 */
export function runNative(model: string, fixed: Settings = {}): RunModel {
  return async (server) => {
    const { listenFd, options } = server;
    const { service, threads, loops, work } = options;
    const settings = { ...options.settings, ...fixed };
    const native = addon.server.start({ model, listenFd, service, threads, loops, settings, work });
    await aborted(server.stopping);
    await server.track({ ended: native.stop(server.drainTimeMs, server.ownership === 'own'), cut: () => native.cut() });
  };
}

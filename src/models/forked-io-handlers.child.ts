// A worker of forked-io-handlers: listener-io-handlers on the listener that it inherited, and beside it no other.
import { runNative } from '../serving/run-native.js';
import { serveAsWorker } from '../serving/worker-process.js';
import { listenerIoHandlers } from './listener-io-handlers.js';

await serveAsWorker(runNative(listenerIoHandlers.name, { listeners: 1 }));

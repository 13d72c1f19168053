// A thread of worker-loops: event-loop on the listener that it is given.
import { serveAsThread } from '../serving/worker-thread.js';
import { eventLoop } from './event-loop.js';

await serveAsThread(eventLoop.run);

// A worker of forked-thread-pools: thread-pool on the listener that it inherited.
import { serveAsWorker } from '../serving/worker-process.js';
import { threadPool } from './thread-pool.js';

await serveAsWorker(threadPool.run);

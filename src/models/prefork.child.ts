// A child of prefork: iterative on the listener that it inherited.
import { serveAsWorker } from '../serving/worker-process.js';
import { iterative } from './iterative.js';

await serveAsWorker(iterative.run);

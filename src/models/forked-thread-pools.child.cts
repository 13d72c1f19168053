// A worker: thread-pool on the listener it inherited as descriptor 4; drains on its parent's word, ends with its parent.
import { addon } from '../addon/addon.cjs';
import type { ServerOptions } from '../serving/server.js' with { 'resolution-mode': 'import' };
import type { ToWorker } from '../serving/workers.js' with { 'resolution-mode': 'import' };

const lone = { drainMs: 5000 }; // when someone ends this worker alone, with SIGTERM
const { slot, service, threads, work } = JSON.parse(process.argv[2] ?? '') as ServerOptions & { slot: number };
process.title = `worker-${slot} forkroad`; // 15 characters show in ps -o comm and pstree
addon.packetLog.attach(5);
addon.counters.useWorker(slot);

const native = addon.server.start({ model: 'thread-pool', listenFd: 4, service, threads, work });
let isStopping = false;

function stop(drainMs: number): void {
  if (isStopping) native.cut();
  else void native.stop(drainMs, false).then(() => process.exit());
  isStopping = true;
}

process.on('SIGINT', () => {}); // Ctrl-C reaches the whole process group; the parent decides
process.on('SIGTERM', () => stop(lone.drainMs));
process.once('disconnect', () => stop(0));
process.on('message', (message: ToWorker) => {
  if (message.type === 'stop') stop(message.drainMs);
  else native.cut();
});

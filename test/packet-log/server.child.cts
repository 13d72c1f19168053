// A process with a logger of its own on stdout that ends by process.exit, without having stopped it.
import { addon } from '../../src/addon/addon.cjs';

const { packetLog } = addon;
packetLog.create();
packetLog.startLogger({ format: 'ascii', who: false, debug: false, quiet: false, outputFd: 1 });
for (let i = 0; i < 200; i++) packetLog.record(1, 1, Buffer.from(`line ${i}`));
process.exit(7);

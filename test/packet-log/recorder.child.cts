// A process that records into the region it inherited as descriptor 4: what it is told, then until it is killed.
import { addon } from '../../src/addon/addon.cjs';

const { packetLog, counters } = addon;
packetLog.attach(4);
counters.useWorker(2);
counters.accepted();
packetLog.say('info', 0, 'child attached');
for (let i = 0; i < 100; i++) packetLog.record(0, counters.nextConnection(), Buffer.from(`child ${i}`));
process.send?.('recorded');
process.on('disconnect', () => process.exit(0));

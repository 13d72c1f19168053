// autocannon as a peer of the client: POSTs of a body that comes back, by its programmatic API, measured from outside it.
import autocannon from 'autocannon';

// usage: autocannon-client HOST PORT CONNECTIONS SIZE SECONDS
const [host, port, connections, size, seconds] = process.argv.slice(2);
const warmUpSeconds = 0.5; // its code is compiled by then
const options = {
  url: `http://${host}:${port}/`,
  connections: Number(connections),
  method: 'POST' as const,
  body: 'x'.repeat(Number(size)),
  sampleInt: 100, // it ends at the first sample after its time
};

await autocannon({ ...options, duration: warmUpSeconds });
const startMs = performance.now();
const before = process.cpuUsage();
const result = await autocannon({ ...options, duration: Number(seconds) });
const took = (performance.now() - startMs) / 1000;
const { user, system } = process.cpuUsage(before);
if (result.errors + result.non2xx + result.timeouts > 0) throw new Error(`not all was answered: ${result.errors}`);
const cpuSeconds = (user + system) / 1e6;
process.stdout.write(`${JSON.stringify({ messages: result['2xx'], seconds: took, cpuSeconds })}\n`);

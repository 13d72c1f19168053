// Somebody else's server, as tests need it: what it does is its first word, its port the second.
import { spawnSync } from 'node:child_process';
import { createServer, type Socket } from 'node:net';

const [behaviour = '', port = ''] = process.argv.slice(2);

const burning = 'const end = process.cpuUsage().user + 200_000; while (process.cpuUsage().user < end);';

const echo = (socket: Socket) => void socket.on('error', () => {}).pipe(socket);

let isBusy = false;
const waiting: Socket[] = [];

function serveOne(socket: Socket): void {
  if (isBusy) {
    waiting.push(socket.pause());
    return;
  }
  isBusy = true;
  echo(socket.resume());
  socket.on('close', () => {
    isBusy = false;
    const next = waiting.shift();
    if (next) serveOne(next);
  });
}

const behaviours: Record<string, (socket: Socket) => void> = {
  loop: echo,
  one: serveOne,
  mute: (socket) => void socket.on('error', () => {}).resume(),
  reaps: (socket) => {
    spawnSync(process.execPath, ['-e', burning]);
    echo(socket);
  },
};

if (behaviour === 'ends') {
  process.stderr.write('no luck\n');
  process.exitCode = 3;
} else {
  createServer({ pauseOnConnect: behaviour === 'one' }, behaviours[behaviour]).listen(Number(port), '127.0.0.1');
}

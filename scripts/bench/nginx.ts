// nginx as a yardstick: one worker that answers every request from memory, in a folder of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { installed } from './pins.js';
import { owned, pinned, type Server } from './programs.js';

const startMs = 5000;
const lookEveryMs = 5;

// Without a master there is the one worker alone, and nothing is left behind when it is killed.
const configuration = (port: number, body: string) => `
daemon off;
master_process off;
pid nginx.pid;
error_log stderr crit;
events { worker_connections 1024; }
http {
  access_log off;
  keepalive_requests 1000000000;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${name};`).join(' ')}
  server {
    listen 127.0.0.1:${port} backlog=511;
    location / { return 200 "${body}"; }
  }
}
`;

/** Answers GET and POST alike, with `body`. */
export async function startNginx(body: string, cpu: number): Promise<Server> {
  const program = installed('nginx', 'nginx');
  const folder = mkdtempSync(join(tmpdir(), 'forkroad-nginx-'));
  const port = await freePort(); // it takes no port 0
  writeFileSync(join(folder, 'nginx.conf'), configuration(port, body));
  const command = pinned(cpu, [program, '-p', folder, '-c', 'nginx.conf', '-e', 'stderr']);
  const child = owned(spawn(...command, { stdio: ['ignore', 'ignore', 'inherit'] }));
  child.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const deadlineMs = performance.now() + startMs;
  while (!(await isListening(port))) {
    if (child.exitCode !== null) throw new Error(`nginx ended with ${child.exitCode}`);
    if (performance.now() > deadlineMs) throw new Error(`nginx does not listen within ${startMs / 1000} s`);
    await delay(lookEveryMs);
  }
  return { port, child };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

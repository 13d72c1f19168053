// The addon, loaded once at its first use, and the types of its capabilities: the border between TypeScript and C++.
// CommonJS, as is everything that a child process of one connection loads: an ESM boot costs it a tenth more time.

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { CountersCapability } from './counters.cjs';
import type { IoUringCapability } from './io-uring.cjs';
import type { LoadCapability } from './load.cjs';
import type { PacketLogCapability } from './packet-log.cjs';
import type { ProcessesCapability } from './processes.cjs';
import type { ServerCapability } from './server.cjs';
import type { SocketsCapability } from './sockets.cjs';

interface Addon {
  sockets: SocketsCapability;
  packetLog: PacketLogCapability;
  counters: CountersCapability;
  server: ServerCapability;
  ioUring: IoUringCapability;
  load: LoadCapability;
  processes: ProcessesCapability;
}

function packageRoot(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, 'binding.gyp'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`no binding.gyp above ${__dirname}`);
    folder = parent;
  }
  return folder;
}

function load(): Addon {
  const file = process.env.FORKROAD_ADDON ?? join(packageRoot(), 'build', 'Release', 'forkroad.node');
  if (!existsSync(file)) {
    throw Object.assign(new Error(`the native addon is not built (${file}); run: make build`), { code: 'NOT_BUILT' });
  }
  return createRequire(__filename)(file) as Addon;
}

let loaded: Addon | undefined;

function capability<Name extends keyof Addon>(name: Name): Addon[Name] {
  loaded ??= load();
  return loaded[name];
}

/** At its first use, not before: a child answers its client's first bytes a millisecond earlier. */
export const addon: Addon = {
  get sockets() {
    return capability('sockets');
  },
  get packetLog() {
    return capability('packetLog');
  },
  get counters() {
    return capability('counters');
  },
  get server() {
    return capability('server');
  },
  get ioUring() {
    return capability('ioUring');
  },
  get load() {
    return capability('load');
  },
  get processes() {
    return capability('processes');
  },
};

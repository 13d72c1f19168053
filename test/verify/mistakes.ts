// Mistakes that are made in servers, each put into an example's text, and what each check is to say of it.
import type { Expectation } from '../../src/verify/expectations.js';
import type { Edit, Example } from './examples.js';

export interface Mistake {
  name: string;
  example: Example;
  edits: readonly Edit[];
  /** The example's own model, unless it claims another. */
  expected?: Expectation;
  /** Checks that fail, and what they see. All others of those that run hold. */
  fails: Record<string, RegExp>;
  /** All, unless named. */
  only?: readonly string[];
}

/** Every check runs. */
export const fully: readonly Mistake[] = [
  {
    name: 'flips one bit in 10⁶ bytes',
    example: 'event-loop.mjs',
    edits: [
      [
        'socket.pipe(socket);',
        `let passed = 0;
        socket.pipe(new (await import('node:stream')).Transform({
          transform(bytes, encoding, done) {
            const at = 999_999 - (passed % 1_000_000);
            if (at < bytes.length) bytes[at] ^= 4;
            passed += bytes.length;
            done(null, bytes);
          },
        })).pipe(socket);`,
      ],
      ['(socket) => {', 'async (socket) => {'],
    ],
    fails: {
      exact: /^8\.0 MB: byte 999,999 of 8,000,000 B came back as 0x.., sent was 0x.. \(one bit differs\)$/,
      'half-close': /^1\.0 MB: byte 999,999 of 1,000,000 B .* \(one bit differs\), all after it is right$/,
      'slow-client': /byte 999,949 of 16,777,216 B .* \(one bit differs\)$/,
    },
  },
  {
    name: 'drops the end at half-close',
    example: 'forking.py',
    edits: [
      [
        'while data := self.request.recv(65536):',
        `while True:
                time.sleep(0.001)
                if poll.poll()[0][1] & select.POLLRDHUP:
                    break
                data = self.request.recv(65536)`,
      ],
      [
        '        try:',
        '        poll = select.poll()\n        poll.register(self.request, select.POLLIN | select.POLLRDHUP)\n        try:',
      ],
      ['import sys', 'import select\nimport sys\nimport time'],
    ],
    fails: { 'half-close': /^[\d,]+ B of (10|1,000,000) B missing after our end, then the / },
  },
  {
    name: 'serves one at a time under --expect spmt',
    example: 'iterative.c',
    edits: [],
    expected: 'spmt',
    fails: {
      'at-once': /^expected spmt, served 1 of 16 at once; 15 not accepted: they wait in the kernel's queue$/,
      model:
        /^expected spmt, saw: 1 process, threads 1 → 1 with 16 clients, served 1 of 16 at once, .*: this looks like spst$/,
      'deaf-client': /^expected spmt, but while one client does not read, another is not served: .*no answer within/,
    },
  },
  {
    name: 'leaks a descriptor per connection',
    example: 'threads.c',
    edits: [['  close(fd);\n  return NULL;', '  shutdown(fd, SHUT_RDWR);\n  return NULL;']],
    fails: { descriptors: /^descriptors \d+ → \d+ after \d+ clients: 1 per client is not closed$/ },
  },
  {
    name: 'leaves zombies',
    example: 'forking.py',
    edits: [
      ['    block_on_close = False', '    def collect_children(self, *, blocking=False):\n        pass  # never waits'],
    ],
    fails: { zombies: /^12 zombies left after 12 clients$/ },
  },
];

/** Only the checks that are named run. */
export const partly: readonly Mistake[] = [
  {
    name: 'is not told its port',
    example: 'event-loop.mjs',
    edits: [['listen(Number(process.argv[2])', 'listen(Number(process.argv[3] ?? 0)']],
    fails: { listens: /^it was told port \d+, but listens on \d+$/ },
    only: ['listens', 'exact'],
  },
  {
    name: 'ends at once',
    example: 'asyncio_echo.py',
    edits: [['asyncio.run(main())', 'main().close()\nraise SystemExit("nothing configured")']],
    fails: { listens: /^it ended before it listened: exit code 1: nothing configured$/ },
    only: ['listens', 'exact'],
  },
  {
    name: 'accepts and never answers',
    example: 'event-loop.mjs',
    edits: [['socket.pipe(socket);', 'console.log("a client");']],
    fails: {
      echo: /^a line: no answer within 300 ms$/,
      'half-close': /^10 B of 10 B missing after our end, the server did not close within 300 ms$/,
    },
    only: ['echo', 'half-close'],
  },
  {
    name: 'never closes',
    example: 'event-loop.mjs',
    edits: [['socket.pipe(socket);', 'socket.pipe(socket, { end: false });']],
    fails: { 'half-close': /^all 10 B came back, but the server did not close within 300 ms$/ },
    only: ['echo', 'half-close'],
  },
  {
    name: 'reads lines',
    example: 'event-loop.mjs',
    edits: [
      ['socket.pipe(socket);', 'createInterface({ input: socket }).on("line", (line) => socket.write(line + "\\n"));'],
      ['const server', 'import { createInterface } from "node:readline";\nconst server'],
    ],
    fails: { echo: /^one byte without a line end: no answer within 300 ms$/ },
    only: ['echo'],
  },
  {
    name: 'loses what a write did not take',
    example: 'iterative.c',
    edits: [
      ['MSG_NOSIGNAL', 'MSG_NOSIGNAL | MSG_DONTWAIT'],
      ['if (n < 0) return;', ''],
      ['sent += n;', 'sent = n < got ? got : n;'],
    ],
    fails: { 'slow-client': /^16\.8 MB that were read late: byte [\d,]+ of 16,777,216 B came back as/ },
    only: ['echo', 'slow-client'],
  },
  {
    name: 'takes bytes for text',
    example: 'event-loop.mjs',
    edits: [['socket.pipe(socket);', 'socket.setEncoding("utf8").pipe(socket);']],
    fails: { echo: /^all 256 bytes, zero among them: byte 128 of 256 B came back as 0xef, sent was 0x80/ },
    only: ['echo'],
  },
  {
    name: 'takes no account of who does not read',
    example: 'event-loop.mjs',
    edits: [['socket.pipe(socket);', 'socket.on("data", (bytes) => socket.write(bytes));']],
    fails: { 'deaf-client': /^memory grew by \d+\.\d MB for a client that does not read/ },
    only: ['deaf-client'],
  },
  {
    name: 'ends at an error of one connection',
    example: 'event-loop.mjs',
    edits: [["socket.on('error', () => {});", '']],
    fails: { 'hang-up': /^the server ended: exit code 1: Error: (read|write) (ECONNRESET|EPIPE)/ },
    only: ['hang-up', 'echo'],
  },
  {
    name: 'dies of SIGPIPE',
    example: 'iterative.c',
    edits: [
      [', MSG_NOSIGNAL)', ', 0)'],
      ['if (n < 0) return;', 'if (n < 0) n = 0;'],
    ],
    fails: { 'hang-up': /^the server ended: SIGPIPE \(it wrote to a client that had gone; ignore SIGPIPE/ },
    only: ['hang-up', 'echo'],
  },
  {
    name: 'sets no SO_REUSEADDR',
    example: 'iterative.c',
    edits: [['setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);', '(void)on;']],
    fails: {
      'port-again':
        /^started again on port \d+: it ended before it listened: exit code 1: listen: Address already in use$/,
    },
    only: ['port-again', 'sigterm'],
  },
  {
    name: 'lets nobody join its threads',
    example: 'threads.c',
    edits: [['else pthread_detach(thread);', '']],
    fails: { memory: /^memory .*, address space .*, growing with every batch of them$/ },
    only: ['memory', 'leftovers'],
  },
  {
    name: 'its children keep the listener',
    example: 'forking.py',
    edits: [['        self.server.socket.close()', '        pass']],
    fails: { sigterm: /^300 ms after SIGTERM 1 orphan \(pid \d+\) still listens on the port$/ },
    only: ['sigterm'],
  },
  {
    name: 'ignores SIGTERM',
    example: 'event-loop.mjs',
    edits: [
      [
        "import { createServer } from 'node:net';",
        "import { createServer } from 'node:net';\nprocess.on('SIGTERM', () => {});",
      ],
    ],
    fails: { sigterm: /^300 ms after SIGTERM the server still listens on the port$/ },
    only: ['sigterm'],
  },
];

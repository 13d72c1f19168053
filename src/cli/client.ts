// `forkroad client`: type a line, see it go and come back. With piped input: send it all, and wait until it is back.
import { clearLine, createInterface, cursorTo } from 'node:readline';
import { Argument, Command, Option } from 'commander';
import { Conversation } from '../load/conversation.js';
import { type PacketFormat, packetLines } from '../load/packet-lines.js';
import { hostPort } from '../text/host-port.js';
import { CliError, exitCodes } from './errors.js';
import { type Address, address } from './units.js';

const defaults = { host: '127.0.0.1', port: 8081, packets: 'hex' } as const;
const partingMs = 1000; // how long the server may take to send its end, once everything is back

export const command = new Command('client')
  .description('Type lines to a server and see them come back. Ctrl-D ends; piped input is sent whole.')
  .addArgument(
    new Argument('[host:port]', 'the server')
      .argParser(address)
      .default({ host: defaults.host, port: defaults.port }, `${defaults.host}:${defaults.port}`),
  )
  .addOption(
    new Option('--packets <format>', 'how each packet is shown').choices(['hex', 'ascii']).default(defaults.packets),
  )
  .action(async (target: Address, { packets }: { packets: PacketFormat }) => {
    const conversation = new Conversation(target);
    const screen = new Screen();
    show(conversation, screen, packets);
    const closed = new Promise<NodeJS.ErrnoException | undefined>((resolve) => conversation.once('closed', resolve));
    await connected(conversation, target);
    screen.say(`connected to ${hostPort(target)}`);
    await (process.stdin.isTTY ? sendTyped(conversation, screen) : sendPiped(conversation));
    const error = await closed;
    if (error) screen.say(`the connection broke: ${error.message}`);
    else if (!conversation.isWhole) screen.say('the server ended before everything was back');
    process.exitCode = error || !conversation.isWhole ? exitCodes.failed : exitCodes.ok;
    process.stdin.destroy();
  });

/** Packets go to stdout, all else to stderr; on a terminal, both above the line that is being typed. */
class Screen {
  /** Draws the line that is being typed again. */
  redraw: (() => void) | undefined;

  say(text: string): void {
    this.write(process.stderr, `${text}\n`);
  }

  packet(lines: string[], prefix: string): void {
    this.write(process.stdout, lines.map((line) => `${prefix}  ${line}\n`).join(''));
  }

  private write(stream: NodeJS.WriteStream, text: string): void {
    if (this.redraw) {
      cursorTo(process.stdout, 0);
      clearLine(process.stdout, 0);
    }
    stream.write(text);
    this.redraw?.();
  }
}

function show(conversation: Conversation, screen: Screen, packets: PacketFormat): void {
  conversation.on('sent', (bytes) => screen.packet(packetLines('SEND', bytes, packets), `${time()} ${took()}`));
  conversation.on('received', (bytes, roundTripMs) =>
    screen.packet(packetLines('RECV', bytes, packets), `${time()} ${took(roundTripMs)}`),
  );
  conversation.on('silence', () =>
    screen.say(
      'connected: the kernel has completed the handshake, but the server has not answered for 1 s; ' +
        'it may be serving somebody else',
    ),
  );
  conversation.on('ended', () => screen.say('the server has closed the connection'));
}

function time(): string {
  const now = new Date();
  const part = (value: number, digits = 2) => String(value).padStart(digits, '0');
  const clock = [now.getHours(), now.getMinutes(), now.getSeconds()].map((value) => part(value)).join(':');
  return `${clock}.${part(now.getMilliseconds(), 3)}`;
}

/** The round trip in a column of its own, so that the packet log's lines stay as they are. */
function took(ms?: number): string {
  return (ms === undefined ? '' : `${ms.toFixed(2)} ms`).padStart(11);
}

async function connected(conversation: Conversation, target: Address): Promise<void> {
  try {
    await conversation.connected();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ECONNREFUSED') {
      throw new CliError(`cannot connect to ${hostPort(target)}: ${(error as Error).message}`, exitCodes.failed);
    }
    const hint = `start a server in another terminal: forkroad serve spst --port ${target.port}`;
    throw new CliError(`nothing listens on ${hostPort(target)}; ${hint}`, exitCodes.failed);
  }
}

/** Until Ctrl-D or the server's end. */
async function sendTyped(conversation: Conversation, screen: Screen): Promise<void> {
  const lines = createInterface({ input: process.stdin, output: process.stdout, prompt: '> ' });
  screen.redraw = () => lines.prompt(true);
  conversation.once('closed', () => lines.close());
  lines.on('SIGINT', () => {
    process.stdout.write('\n');
    process.exit(exitCodes.interrupted);
  });
  lines.prompt();
  for await (const line of lines) {
    if (conversation.isOpen) await conversation.send(Buffer.from(`${line}\n`));
  }
  screen.redraw = undefined;
  process.stdout.write('\n');
  conversation.end();
  const patience = setTimeout(() => conversation.cut(), partingMs);
  conversation.once('closed', () => clearTimeout(patience));
}

async function sendPiped(conversation: Conversation): Promise<void> {
  conversation.once('closed', () => process.stdin.destroy());
  try {
    for await (const bytes of process.stdin) {
      if (!conversation.isOpen) break;
      await conversation.send(bytes as Buffer);
    }
  } catch {
    return; // the input was cut because the connection closed
  }
  conversation.end();
}

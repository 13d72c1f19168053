// The check that is under way, on a terminal: its name and, where it takes long, for how long already.
import type { Check } from './check.js';
import { nameCell } from './text.js';

const everyMs = 1000;

export interface LiveLine {
  show(check: Check): void;
  clear(): void;
}

export function liveLine(stream: NodeJS.WriteStream): LiveLine {
  let timer: NodeJS.Timeout | undefined;
  const clear = () => {
    clearInterval(timer);
    if (stream.isTTY) stream.write('\r\x1b[K');
  };
  const show = (check: Check) => {
    if (!stream.isTTY) return;
    const startedMs = performance.now();
    const draw = () => {
      const seconds = Math.floor((performance.now() - startedMs) / 1000);
      stream.write(`\r\x1b[K  … ${nameCell(check)}${seconds > 0 ? `  ${seconds} s` : ''}`);
    };
    draw();
    timer = setInterval(draw, everyMs);
  };
  return { show, clear };
}

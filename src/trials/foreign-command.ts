// The command that starts somebody else's server, as it was typed: its words, and where the port goes.

export interface ForeignCommand {
  file: string;
  args: (port: number) => string[];
  /** As it was typed. */
  text: string;
}

const placeholder = '{port}';

/** What a shell would act on. Without one it would reach the server as a word, which nobody means. */
const shellOnly = /[|&;<>()$`*?[\]\n]/;

/** `{port}` may stand within a word, and more than once. Throws an Error that says what is wrong with the command. */
export function parseServerCommand(text: string, { isShell }: { isShell: boolean }): ForeignCommand {
  if (!text.includes(placeholder)) {
    throw new Error(`the command does not say where the port goes: expected ${placeholder} in it, got '${text}'`);
  }
  const filled = (word: string, port: number) => word.replaceAll(placeholder, String(port));
  if (isShell) return { file: 'sh', args: (port) => ['-c', filled(text, port)], text };
  const [file, ...words] = shellWords(text);
  if (!file) throw new Error(`the command names no program: '${text}'`);
  if (/^\w+=/.test(file)) throw new Error(`'${file}' sets a variable, which takes a shell: --shell`);
  return { file, args: (port) => words.map((word) => filled(word, port)), text };
}

/** The words as a POSIX shell would cut them: '…', "…" and \ quote. Throws where only a shell could go on. */
export function shellWords(text: string): string[] {
  const words: string[] = [];
  const pieces = /'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|\\([\s\S])|([ \t\n]+)|([\s\S])/g;
  let word: string | undefined;
  for (const [piece, single, double, escaped, gap, plain] of text.matchAll(pieces)) {
    if (gap !== undefined) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      if (plain !== undefined) refuseWhatTakesAShell(plain, word === undefined);
      word =
        (word ?? '') + (single ?? (double === undefined ? undefined : unescaped(double)) ?? escaped ?? plain ?? piece);
    }
  }
  return word === undefined ? words : [...words, word];
}

/** Within "…", a backslash quotes only these. */
function unescaped(text: string): string {
  if (/(?:^|[^\\])(?:\\\\)*[$`]/.test(text))
    throw new Error(`"${text}" takes a shell: --shell, or '…' to mean it literally`);
  return text.replace(/\\([$`"\\])/g, '$1').replace(/\\\n/g, '');
}

function refuseWhatTakesAShell(character: string, isFirst: boolean): void {
  if (character === "'" || character === '"') throw new Error(`a quote (${character}) is not closed`);
  if (character === '\\') throw new Error('a backslash at the end quotes nothing');
  if (shellOnly.test(character) || (isFirst && character === '~')) {
    throw new Error(`'${character}' takes a shell: --shell, or quote it to mean it literally`);
  }
}

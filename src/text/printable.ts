// Text from outside as one line that is safe to print: what would act on a terminal, or break a line, is spelt out.

const spelt: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': ' ' };

/**
 * C0 and C1 controls (ESC begins a terminal's commands), line separators, and the marks that reverse the direction of
 * text: these only change how the rest is shown. Half a surrogate pair is no character.
 */
const acting = /[\p{Cc}\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]|\p{Cs}/gu;

/** One line; Markdown's and HTML's own characters are left to whoever writes these. */
export const printable = (text: string): string =>
  text.replace(acting, (character) => spelt[character] ?? codeOf(character.codePointAt(0) ?? 0));

/** It acts on nothing; tabs and line ends are allowed. */
export const isPrintable = (text: string): boolean => text.replace(/[\t\n]/g, '').search(acting) === -1;

/** The same, with its line ends kept. */
export const printableLines = (text: string): string => text.split('\n').map(printable).join('\n');

const codeOf = (code: number): string =>
  code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;

// The command line's errors and exit codes: what was expected, what came, and the nearest valid word.

export const exitCodes = {
  ok: 0,
  failed: 1,
  usage: 2,
  environment: 3,
  untrusted: 4,
  interrupted: 130,
} as const;

/** An error that the user is shown as one line, without a stack; the process ends with `exitCode`. */
export class CliError extends Error {
  constructor(
    message: string,
    readonly exitCode: number = exitCodes.usage,
  ) {
    super(message);
  }
}

/** "unknown model 'itertive'; did you mean 'iterative'? One of: …" */
export function unknownWord(what: string, given: string, valid: readonly string[]): CliError {
  const near = nearestWord(given, valid);
  const hint = near === undefined ? '' : ` Did you mean '${near}'?`;
  return new CliError(`unknown ${what} '${given}'.${hint} Valid: ${valid.join(', ')}`);
}

/** The valid word with the fewest edits (at most a third of its length, or a prefix), or undefined. */
export function nearestWord(given: string, valid: readonly string[]): string | undefined {
  const word = given.toLowerCase();
  const ranked = valid
    .map((candidate) => ({ candidate, edits: candidate.startsWith(word) ? 0 : editDistance(word, candidate) }))
    .filter(({ candidate, edits }) => edits <= Math.max(1, Math.ceil(candidate.length / 3)))
    .sort((a, b) => a.edits - b.edits);
  return ranked[0]?.candidate;
}

/** Levenshtein distance with adjacent transpositions counted as one edit. */
function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  const at = (i: number, j: number) => rows[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= a.length; i++) {
    rows[i] = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const transposition = swapped ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY;
      (rows[i] as number[])[j] = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, substitution, transposition);
    }
  }
  return at(a.length, b.length);
}

// A parser of one word out of few, for an option: what is not among them is a usage error that names the nearest.
import { unknownWord } from './errors.js';

export function wordOf<Word extends string>(what: string, valid: readonly Word[]): (text: string) => Word {
  return (text) => {
    const word = valid.find((each) => each === text);
    if (word === undefined) throw unknownWord(what, text, valid);
    return word;
  };
}

/** For an option that may be repeated. */
export function wordsOf<Word extends string>(what: string, valid: readonly Word[]) {
  const parse = wordOf(what, valid);
  return (text: string, before: readonly Word[] = []): Word[] => [...before, parse(text)];
}

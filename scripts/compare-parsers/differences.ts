// The differences between the two parsers that are known, each with the section that decides; docs/http-echo.md has them.
import { METHODS } from 'node:http';

/** The first answers that differ, '' for none, and what was sent. */
export interface Difference {
  native: string;
  node: string;
  sent: string;
}

export interface KnownDifference {
  name: string;
  /** What the native parser does, and node:http does not. */
  native: string;
  section: string;
  isIt(difference: Difference): boolean;
}

const bareLineEnd = /\r(?!\n)|(?<!\r)\n/;
const twoHosts = /^host:.*\r\n(?:.+\r\n)*?host:/im;
const badHost = /^host:[^\r\n]*?[^-\w.~%!$&'()*+,;=:[\]\s][^\r\n]*$|^host:[ \t]*\S+[ \t]+\S/im;
const badTarget = /^\S+ (?:\*|(?!https?:\/\/[!-~])[^/ ]\S*) HTTP\//im;
const badExtension = /^[0-9a-f]+;(?!(?:[\w!#$%&'*+.^`|~-]+(?:=(?:[\w!#$%&'*+.^`|~-]+|"(?:[^"\\]|\\.)*"))?;?)+\r$)/im;
const framingTrailer = /^0[^\r\n]*\r\n(?:.+\r\n)*?(?:content-length|transfer-encoding):/im;
const closesAndStays = /^connection:.*(?:close|keep-alive)(?:.*\r\n)+?.*(?:close|keep-alive)/im;

/** Where a request may begin: at the front, after a head, and after a body by length, wherever that was cut. */
function beginnings(sent: string): string[] {
  const heads = [...sent.matchAll(/\r\n\r\n/g)].map(({ index }) => index + 4);
  const framed = [...sent.matchAll(/^content-length:[ \t]*(\d+)[ \t]*\r\n(?:.+\r\n)*?\r\n/gim)];
  const bodies = framed.map((head) => head.index + head[0].length + Number(head[1]));
  return [0, ...heads, ...bodies].map((at) => sent.slice(at));
}

function hasUnknownMethod(sent: string): boolean {
  const methods = beginnings(sent).map((rest) => /^(?:\r\n)*([^ ]+) \S+ HTTP\/1/.exec(rest)?.[1]);
  return methods.some((method) => method !== undefined && !METHODS.includes(method));
}

const beginsWithHalfALineEnd = (sent: string) => beginnings(sent).some((rest) => /^(?:\n|\r(?!\n))/.test(rest));

export const knownDifferences: readonly KnownDifference[] = [
  {
    name: 'a version that is none',
    native: '400, where node:http is made to say 505: its parser has one error for both',
    section: 'RFC 9112 2.3, 3',
    isIt: ({ native, node }) => native === '400' && node === '505',
  },
  {
    name: 'two faults, the first of them in the request line',
    native: 'the first is told; node:http reads on, and tells the one in a field',
    section: 'RFC 9110 15',
    isIt: ({ native, node }) => (native === '501' || native === '505') && node === '400',
  },
  {
    name: 'a later minor version',
    native: 'served as HTTP/1.1, where node:http knows 1.0 and 1.1 alone',
    section: 'RFC 9110 2.5',
    isIt: ({ native, node, sent }) => native !== '505' && node === '505' && /HTTP\/1\.[2-9]|PRI /.test(sent),
  },
  {
    name: 'a method of its own',
    native: 'served: the echo has no opinion of methods; node:http has a list of them',
    section: 'RFC 9110 9.1',
    isIt: ({ native, node, sent }) => native !== '' && node === '400' && hasUnknownMethod(sent),
  },
  {
    name: 'a bare CR or LF',
    native: '400, where node:http skips those before a request',
    section: 'RFC 9112 2.2',
    isIt: ({ native, sent }) => native === '400' && (bareLineEnd.test(sent) || beginsWithHalfALineEnd(sent)),
  },
  {
    name: 'two Host fields, or one that names no host',
    native: '400, where node:http takes the first, whatever it is',
    section: 'RFC 9112 3.2',
    isIt: ({ native, sent }) => native === '400' && (twoHosts.test(sent) || badHost.test(sent)),
  },
  {
    name: 'a target of another form',
    native: '400 to `*` without OPTIONS, to a URI that is not of HTTP, to a URI without a host',
    section: 'RFC 9112 3.2',
    isIt: ({ native, sent }) => native === '400' && badTarget.test(sent),
  },
  {
    name: 'more than one space in a request line',
    native: '400, where node:http skips them',
    section: 'RFC 9112 3',
    isIt: ({ native, sent }) => native === '400' && / {2,}\S*.*HTTP\/1/.test(sent),
  },
  {
    name: 'an authority that is none, in a target',
    native: 'served: the echo goes nowhere; node:http refuses it',
    section: 'RFC 9112 3.2.2',
    isIt: ({ native, node, sent }) =>
      native !== '' && node === '400' && /https?:\/\/[^/ ]*["<>\\^`{|},;+][^ ]* HTTP/i.test(sent),
  },
  {
    name: 'Transfer-Encoding in HTTP/1.0',
    native: '400: who does not know the field sees another end of the body',
    section: 'RFC 9112 6.1',
    isIt: ({ native, sent }) => native === '400' && /HTTP\/1\.0\r\n(?:.+\r\n)*?transfer-encoding:/i.test(sent),
  },
  {
    name: 'a list of codings with an empty element',
    native: '400, where the service over node:http says 501',
    section: 'RFC 9112 6.1, 6.3',
    isIt: ({ native, node, sent }) => native === '400' && node === '501' && /^transfer-encoding:/im.test(sent),
  },
  {
    name: 'a malformed chunk extension',
    native: '400 to an extension without a name or a value',
    section: 'RFC 9112 7.1.1',
    isIt: ({ native, sent }) => native === '400' && badExtension.test(sent),
  },
  {
    name: 'a chunk that is larger than a body may be',
    native: '413 at its size, where node:http waits for its bytes, and here for the end',
    section: 'RFC 9110 15.5.14',
    isIt: ({ native, node, sent }) => native === '413' && node === '400' && /transfer-encoding/i.test(sent),
  },
  {
    name: 'a head that is too large',
    native: '414 for its first line, where node:http says 431; and at once, where it may tell another fault in it',
    section: 'RFC 9112 3, RFC 6585 5',
    isIt: ({ native, sent }) => (native === '414' || native === '431') && sent.length > 16_384,
  },
  {
    name: 'a list of expectations',
    native: '417, where node:http looks for `100-continue` in it',
    section: 'RFC 9110 10.1.1',
    isIt: ({ native, sent }) => native === '417' && /^expect:/im.test(sent),
  },
  {
    name: 'an upgrade that is not taken',
    native: 'the connection goes on, where node:http drops what follows such a request',
    section: 'RFC 9110 7.8',
    isIt: ({ node, sent }) => node === '' && /^upgrade:/im.test(sent),
  },
  {
    name: 'close and keep-alive',
    native: 'closed, where node:http keeps an HTTP/1.0 connection that asks for both',
    section: 'RFC 9112 9.3',
    isIt: ({ native, sent }) => native === '' && closesAndStays.test(sent),
  },
  {
    name: 'a tab in a list',
    native: 'white space, as a blank is; node:http does not know the option before it',
    section: 'RFC 9110 5.6.1, 5.6.3',
    isIt: ({ native, node, sent }) => native !== '' && node === '' && /^connection:.*\t/im.test(sent),
  },
  {
    name: 'white space after a length',
    native: 'not part of the value; node:http refuses a tab',
    section: 'RFC 9110 5.5',
    isIt: ({ node, sent }) => node === '400' && /^content-length:[^\r\n]*\t/im.test(sent),
  },
  {
    name: 'a trailer named as a framing field',
    native: 'dropped as all trailers are, where node:http refuses it',
    section: 'RFC 9110 6.5.1',
    isIt: ({ node, sent }) => node === '400' && framingTrailer.test(sent),
  },
];

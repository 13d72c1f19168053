// What must hold of echo, whoever serves it: data only.
export const echo = {
  service: 'echo',
  /** What one client sends, and gets back before it sends the next. */
  exchanges: [
    { name: 'a line', send: 'hello\n' },
    { name: 'one byte', send: 'x' },
    { name: 'bytes that are no text', send: '\u0000\u0001\u001b[31m\r\n' },
    { name: 'more than one buffer', send: 'abcdefgh'.repeat(20_000) },
  ],
};

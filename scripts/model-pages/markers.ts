// The generated parts of hand-written files: what stands between <!-- name --> and <!-- /name -->.

/** Throws where the file has no such part. */
export function filled(text: string, name: string, content: string): string {
  const begin = `<!-- ${name} -->`;
  const end = `<!-- /${name} -->`;
  const [before, rest] = text.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`there is no ${begin} … ${end}`);
  return `${before}${begin}\n${content}\n${end}${after}`;
}

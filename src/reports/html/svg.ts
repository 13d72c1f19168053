// SVG and HTML as text: elements, escaped, with numbers as short as the eye needs.

type Attributes = Record<string, string | number | boolean | undefined>;

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Safe as text and as the value of an attribute. A number and its unit stay on one line. */
export const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => escapes[character] ?? '').replace(/(\d) (?=[%×])/g, '$1\u00a0');

/** Children are markup already; a name and the attributes' names come from this program only. */
export function el(name: string, attributes: Attributes, ...children: string[]): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined && value !== false)
    .map(([key, value]) => (value === true ? ` ${key}` : ` ${key}="${writtenAs(value)}"`))
    .join('');
  const isEmpty = children.length === 0 && emptyElements.has(name);
  return isEmpty ? `<${name}${written}/>` : `<${name}${written}>${children.join('')}</${name}>`;
}

const emptyElements = new Set(['path', 'line', 'rect', 'circle', 'col', 'meta']);

const writtenAs = (value: string | number | boolean | undefined): string =>
  typeof value === 'number' ? short(value) : escaped(String(value));

/** A tenth of a pixel is enough. */
export const short = (value: number): string => String(Math.round(value * 10) / 10);

export function polyline(points: readonly (readonly [number, number])[]): string {
  return points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${short(x)} ${short(y)}`).join('');
}

export const label = (x: number, y: number, text: string, attributes: Attributes = {}): string =>
  el('text', { x, y, ...attributes }, escaped(text));

// How wide text will be, without a browser: near enough to give a column its room.

const narrow = new Set([..."iljtfr.,:;'|()[]!-– "]);
const wide = new Set([...'mwMW%±×→—']);

/** How much wider the letters of a bold font are. */
export const boldness = 1.16;

/** In pixels, of a system font; on the large side. */
export function textWidth(text: string, fontPx: number): number {
  const ems = [...text].reduce((sum, letter) => sum + (narrow.has(letter) ? 0.36 : wide.has(letter) ? 0.95 : 0.62), 0);
  return ems * fontPx;
}

export const widest = (texts: readonly string[], fontPx: number): number =>
  Math.max(0, ...texts.map((text) => textWidth(text, fontPx)));

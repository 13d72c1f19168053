// Draws a model's diagram as SVG: the kernel's queues above, processes as boxes, threads as lanes in them, clients as numbers.
import type { Arrow, Diagram, Lane, Place, Process } from './diagram.js';
import { style } from './style.js';

/** Narrow, so that its text is still legible on a phone. */
const width = 520;
const shownWidth = 700;
const left = 64;
const right = 440;
const laneInset = 8;
const contentLeft = left + 128;
const laneHeight = 28;
const laneGap = 6;
const titleHeight = 26;
const boxGap = 12;
const radius = 10;
const arrowLeft = right + 14;
/** Lines from listeners go down here; the later ones further in. */
const gutters = [22, 42] as const;

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

const words = (x: number, y: number, text: string, css = ''): string =>
  `<text${css === '' ? '' : ` class="${css}"`} x="${x}" y="${y}">${escaped(text)}</text>`;

const rounded = (css: string, x: number, y: number, w: number, h: number, r = 6): string =>
  `<rect class="${css}" x="${x}" y="${y}" width="${w}" height="${h}" rx="${r}"/>`;

const client = (number: number, x: number, y: number): string =>
  `<circle class="c${number}" cx="${x}" cy="${y}" r="${radius}" stroke-width="2"/>${words(x, y + 5, String(number), 'mid')}`;

const tip = (css: string, x: number, y: number, towards: 1 | -1): string =>
  `<path class="${css}" d="M${x} ${y}l${-7 * towards} -4.5v9z"/>`;

/** An open circle with a tip: it goes round. */
const loop = (x: number, y: number): string =>
  `<path class="wire" d="M${x + 6.5} ${y - 4}A7.5 7.5 0 1 0 ${x + 7} ${y + 3}"/><path class="tip" d="M${x + 3} ${y - 2.5}h7.5v-7.5z"/>`;

const processHeight = ({ lanes }: Process): number =>
  titleHeight + lanes.length * (laneHeight + laneGap) + (lanes.length > 0 ? 4 : 0);

interface Placed {
  process: Process;
  y: number;
}

const laneMiddle = (y: number, lane: number): number =>
  y + titleHeight + lane * (laneHeight + laneGap) + laneHeight / 2;

export function draw(diagram: Diagram): string {
  const kernelHeight = diagram.listeners.length * 32 + 14;
  const kernelTop = 12;
  let y = kernelTop + kernelHeight + 22;
  const placed = diagram.processes.map((process): Placed => {
    const at = { process, y };
    y += processHeight(process) + boxGap;
    return at;
  });
  const key = keyOf(diagram);
  const height = y + key.length * 20 + 4;
  const parts = [
    rounded('page', 0, 0, width, height, 8),
    ...kernel(diagram, kernelTop, kernelHeight),
    ...placed.flatMap(box),
    ...accepting(diagram, placed, kernelTop),
    ...(diagram.arrows ?? []).flatMap((arrow) => handing(arrow, placed, diagram.arrows ?? [])),
    ...key.map((line, i) => words(16, y + 12 + i * 20, line, 'soft')),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${shownWidth}" height="${Math.round((height * shownWidth) / width)}" role="img" aria-labelledby="title desc">
  <title id="title">${diagram.model}</title>
  <desc id="desc">${escaped(diagram.says)}</desc>
  <style>${style}</style>
  ${parts.join('\n  ')}
</svg>
`;
}

const listenerMiddle = (kernelTop: number, i: number): number => kernelTop + 7 + i * 32 + 16;

function kernel({ listeners }: Diagram, top: number, height: number): string[] {
  const rows = listeners.flatMap(({ name, waiting }, i) => {
    const middle = listenerMiddle(top, i);
    const text =
      waiting.length === 0
        ? 'backlog: nobody waits'
        : waiting.length === 1
          ? 'waits in the backlog'
          : 'wait in the backlog';
    return [
      rounded('queue', left + laneInset, middle - 13, right - left - 2 * laneInset, 26),
      words(left + laneInset + 10, middle + 5, name, 'name'),
      ...content(waiting, text, middle, false),
    ];
  });
  return [
    rounded('kernel', left, top, right - left, height),
    words(right + 8, top + height / 2 + 5, 'kernel', 'soft'),
    ...rows,
  ];
}

function box({ process, y }: Placed): string[] {
  const { name, note = '', isMade, lanes } = process;
  return [
    rounded(`process${isMade ? ' made' : ''}`, left, y, right - left, processHeight(process)),
    words(left + 12, y + 18, 'process', 'soft'),
    words(left + 70, y + 18, name, 'name'),
    ...(note === '' ? [] : [words(right - 12, y + 18, note, 'soft end')]),
    ...lanes.flatMap((lane, i) => bar(lane, laneMiddle(y, i))),
  ];
}

function bar({ name, does, clients = [], isLoop, isMade, isQueue }: Lane, middle: number): string[] {
  const css = isQueue ? 'queue' : `thread${isMade ? ' made' : ''}`;
  return [
    rounded(css, left + laneInset, middle - laneHeight / 2, right - left - 2 * laneInset, laneHeight, isQueue ? 4 : 14),
    words(left + laneInset + 12, middle + 5, name, 'name'),
    ...content(clients, does, middle, isLoop === true),
  ];
}

function content(clients: readonly number[], text: string, middle: number, isLoop: boolean): string[] {
  const start = contentLeft + (isLoop ? 24 : 0);
  const after = start + clients.length * (2 * radius + 5);
  return [
    ...(isLoop ? [loop(contentLeft + 9, middle)] : []),
    ...clients.map((number, i) => client(number, start + radius + i * (2 * radius + 5), middle)),
    words(after + (clients.length > 0 ? 3 : 0), middle + 5, text),
  ];
}

/** From each listener down to the lanes that accept from it. */
function accepting({ listeners }: Diagram, placed: readonly Placed[], kernelTop: number): string[] {
  return listeners.flatMap((_, listener) => {
    const gutter = gutters[listener] ?? gutters[0];
    const targets = placed.flatMap(({ process, y }) =>
      process.lanes.flatMap(({ accepts = [] }, lane) => (accepts.includes(listener) ? [laneMiddle(y, lane)] : [])),
    );
    const end = left + laneInset;
    const [last] = targets.slice(-1);
    if (last === undefined) return [];
    const from = listenerMiddle(kernelTop, listener);
    return [
      `<path class="wire" d="M${end} ${from}H${gutter}V${last}"/>`,
      ...targets.flatMap((target) => [
        `<path class="wire" d="M${gutter} ${target}H${end - 4}"/>`,
        tip('tip', end + 1, target, 1),
      ]),
    ];
  });
}

const isSame = (a: Place, b: Place): boolean => a[0] === b[0] && a[1] === b[1];

/** From one lane to others, on the right. Where several arrows meet a lane, each keeps to the side it comes from. */
function handing({ from, to, words: texts }: Arrow, placed: readonly Placed[], all: readonly Arrow[]): string[] {
  const isMeeting = (place: Place) =>
    all.filter((arrow) => [arrow.from, ...arrow.to].some((other) => isSame(other, place))).length > 1;
  const middleOf = ([process, lane]: Place): number => laneMiddle((placed[process] as Placed).y, lane);
  const meets = (place: Place, other: Place): number =>
    middleOf(place) + (isMeeting(place) ? 6 * Math.sign(middleOf(other) - middleOf(place)) : 0);
  const start = meets(from, to[0] ?? from);
  const ends = to.map((place) => meets(place, from));
  const [least, most] = [Math.min(start, ...ends), Math.max(start, ...ends)];
  const edge = right - laneInset;
  const middle = (least + most) / 2;
  return [
    `<path class="hand" d="M${edge} ${start}H${arrowLeft}M${arrowLeft} ${least}V${most}"/>`,
    ...ends.flatMap((end) => [
      `<path class="hand" d="M${arrowLeft} ${end}H${edge + 4}"/>`,
      tip('handtip', edge - 1, end, -1),
    ]),
    ...texts.map((text, i) => words(arrowLeft + 6, middle + 5 + (i - (texts.length - 1) / 2) * 16, text, 'handtext')),
  ];
}

/** What the signs in it mean, those that it has. */
function keyOf({ processes, listeners }: Diagram): string[] {
  const lanes = processes.flatMap((process) => process.lanes);
  const has = (holds: (lane: Lane) => boolean | undefined): boolean => lanes.some(holds);
  const isWaiting = listeners.some(({ waiting }) => waiting.length > 0);
  const signs = [
    `numbers: clients${isWaiting ? '; in the kernel: connected, accepted by nobody' : ''}`,
    ...(has(({ isLoop }) => isLoop) ? ['round arrow: one thread goes round its clients'] : []),
    ...(has(({ isMade }) => isMade) || processes.some(({ isMade }) => isMade)
      ? ['dotted: made for one client, gone with it']
      : []),
    ...(has(({ isQueue }) => isQueue) ? ['dashed: memory, no thread'] : []),
  ];
  return signs;
}

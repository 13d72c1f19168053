// The generated parts of a model's page.
import { optionTexts } from '../../src/cli/model-options.js';
import { defaults } from '../../src/cli/serve.js';
import { claimSentences, type Occasion } from '../../src/models/claim-sentences.js';
import { neighboursOf, quadrantMeanings, twinsOf } from '../../src/models/map.js';
import { countOptions, type Model } from '../../src/models/model.js';
import { counts as testCounts } from '../../test/harness/cells.js';
import { codePart } from './code.js';
import type { Measured } from './measured-file.js';

/** Where the defaults are one per CPU, they are told for so many: not for as many as the tests start. */
const cpus = 4;

export const pageFile = (name: string): string => `docs/models/${name}.md`;
export const diagramFile = (name: string): string => `docs/models/diagrams/${name}.svg`;
const link = ({ name }: Model): string => `[${name}](${name}.md)`;

/** By the name of the part. */
export function partsOf(model: Model, measured: Measured | undefined): Record<string, string> {
  return {
    summary: summaryPart(model),
    code: codePart(model),
    options: optionsPart(model),
    claims: claimsPart(model),
    measured: measuredPart(model, measured),
    neighbours: neighboursPart(model),
  };
}

function summaryPart({ name, quadrant, canonical, language, summary }: Model): string {
  const word = canonical
    ? `\`forkroad serve ${quadrant}\` or \`forkroad serve ${name}\``
    : `\`forkroad serve ${name}\``;
  const place = `**${quadrant}**: ${quadrantMeanings[quadrant]}${canonical ? ', the canonical model of its quadrant' : ''}`;
  return `**${sentence(summary)}**\n\n${place} · ${language} · ${word}`;
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
const cellText = (text: string): string => text.replace(/\|/g, '\\|');

function optionsPart(model: Model): string {
  const everyone = 'Beside these it takes those of every model: `forkroad serve --help`.';
  const rows = optionTexts(model).map(
    ({ flags, does, values, fallback }) =>
      `| \`${flags}\` | ${cellText(does)}${values === '' ? '' : ` (${cellText(values)})`} | ${fallback} |`,
  );
  if (rows.length === 0) return 'None of its own. It takes those of every model: `forkroad serve --help`.';
  return ['| option | what it does | default |', '|---|---|---|', ...rows, '', everyone].join('\n');
}

function claimsPart(model: Model): string {
  const given = countOptions.filter((option) => model.takes.includes(option));
  const asTested = given.map((option) => `--${option} ${testCounts[option]}`).join(' ');
  const { threads } = defaults;
  const isPerCpu = given.some((option) => option !== 'threads');
  const occasions: Occasion[] = [
    { counts: { workers: cpus, threads, loops: cpus }, words: `by default${isPerCpu ? ` on ${cpus} CPUs` : ''}` },
    ...(given.length > 0 ? [{ counts: testCounts, words: `with \`${asTested}\`` }] : []),
  ];
  const lines = claimSentences(model, occasions).map((claim) => `- ${claim}`);
  const command = `\`\`\`sh\nnpx ava --match '${model.name}:*'   # after make build\n\`\`\``;
  return [
    ...lines,
    '',
    `Tests measure each of these from outside${given.length > 0 ? `, with \`${asTested}\`` : ''}:`,
    '',
    command,
  ].join('\n');
}

function measuredPart({ name }: Model, measured: Measured | undefined): string {
  const found = (measured?.tables ?? []).flatMap((table) => {
    const row = table.rows.find(({ model }) => model === name);
    return row ? [{ table, row }] : [];
  });
  if (!measured || found.length === 0)
    return `Not measured yet: \`npx forkroad compare ${name} spmt --scenario ping-pong churn\``;
  const rows = found.map(({ table: { scenario, resource, unit }, row: { figure, perSecond, ratio, verdict } }) => {
    const rate = perSecond === null ? '–' : `${perSecond} ${unit}s`;
    return `| ${scenario} | ${resource}: ${figure} | ${rate} | ${ratio ?? '–'} | ${verdict} |`;
  });
  const blocks = Math.max(...found.map(({ table }) => table.blocks));
  const about = `Medians of up to ${blocks} blocks with their intervals, ${measured.date}, ${measured.machine}, forkroad ${measured.forkroad}. [How it is measured](../measuring.md).`;
  const head = `| scenario | figure | per second | × ${measured.baseline} | verdict |`;
  return [head, '|---|---|---|---|---|', ...rows, '', about, '', `\`\`\`sh\n${measured.command}\n\`\`\``].join('\n');
}

function neighboursPart(model: Model): string {
  const { before, after } = neighboursOf(model);
  const twins = twinsOf(model);
  return [
    ...(before ? [`- before it: ${link(before)}: ${before.summary}`] : []),
    ...(after ? [`- after it: ${link(after)}: ${after.summary}`] : []),
    ...twins.map(
      (twin) => `- its twin in ${twin.language}: ${link(twin)}. What differs between the two is the runtime.`,
    ),
    '- [the map](README.md)',
  ].join('\n');
}

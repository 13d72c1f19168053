// `make screenshot`: docs/report.png, the top of a report as a browser shows it.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { analyse } from '../src/reports/analysis/analysis.js';
import { html } from '../src/reports/html/page.js';
import { readResults } from '../src/trials/results-file.js';

const defaults = { reports: 'reports', picture: 'docs/report.png' };
const usage = `usage: screenshot [results.json [picture.png]]
Draws the top of the report: what was found, how far to trust it, the first ranking and its ratios.
Without arguments: the newest results in ${defaults.reports}/, to ${defaults.picture}.
`;

const width = 1000;
const pixelsPerPoint = 1.5;

/** A page of text has few; a third of the bytes. */
const pictureColours = 64;

/** What would make the picture too long to stand in a README. */
const leftOut =
  'nav, #theme, details, .anchor, #predictions, #predictions ~ *, .scenario ~ .scenario, article.table ~ article.table { display: none }';
const lastShown = '.scenario figure:visible';

function newestResults(): string {
  const files = readdirSync(defaults.reports)
    .sort()
    .map((name) => join(defaults.reports, name, 'results.json'))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile());
  const newest = files.at(-1);
  if (newest === undefined) throw new Error(`no results in ${defaults.reports}/: run \`make compare\` first`);
  return newest;
}

async function photograph(page: string, picture: string): Promise<void> {
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const tab = await browser.newPage({ viewport: { width, height: 800 }, deviceScaleFactor: pixelsPerPoint });
    await tab.goto(pathToFileURL(page).href);
    await tab.addStyleTag({ content: leftOut });
    const end = await tab.locator(lastShown).first().boundingBox();
    if (!end) throw new Error('the report has no chart of ratios');
    const height = Math.ceil(end.y + end.height + 20);
    await tab.screenshot({ path: picture, fullPage: true, clip: { x: 0, y: 0, width, height } });
  } finally {
    await browser.close();
  }
}

async function main([results = newestResults(), picture = defaults.picture]: string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'forkroad-screenshot-'));
  try {
    const page = join(folder, 'report.html');
    writeFileSync(page, html(analyse(readResults(results))));
    const photo = join(folder, 'report.png');
    await photograph(page, photo);
    execFileSync('pngquant', [
      String(pictureColours),
      '--speed',
      '1',
      '--strip',
      '--force',
      '--output',
      picture,
      photo,
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
  process.stdout.write(`${picture}: ${Math.round(statSync(picture).size / 1000)} kB, from ${results}\n`);
}

const words = process.argv.slice(2);
if (words.includes('--help')) {
  process.stdout.write(usage);
} else {
  await main(words).catch((error: Error) => {
    process.stderr.write(`screenshot: ${error.message}\n`);
    process.exitCode = 1;
  });
}

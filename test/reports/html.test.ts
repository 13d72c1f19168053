// The page in a browser, from disk: nothing fetched, nothing logged; dark, narrow, on paper, and by keyboard.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import test, { type ExecutionContext } from 'ava';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { analyse } from '../../src/reports/analysis/analysis.js';
import { html } from '../../src/reports/html/page.js';
import { chromium, launchBrowser } from '../harness/browser.js';
import { until } from '../harness/deadline.js';
import { hasTool } from '../harness/tools.js';
import { everyKind, known } from './every-kind.js';
import { realisticResults } from './realistic-results.js';

const folder = mkdtempSync(join(tmpdir(), 'forkroad-page-'));
const file = join(folder, 'report.html');
const address = pathToFileURL(file).href;
let browser: Browser | undefined;

test.before(() => writeFileSync(file, html(analyse(realisticResults({ connections: [16, 64] })))));
test.after.always(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

/** With what the page asked for and logged; undefined where there is no browser, which is then reported. */
async function openPage(t: ExecutionContext, options: BrowserContextOptions = {}) {
  if (!hasTool(t, chromium)) return undefined;
  browser ??= await launchBrowser();
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  t.teardown(() => context.close());
  const page = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(address);
  return { page, requests, complaints };
}

const backgroundOf = (page: Page): Promise<string> => page.evaluate(`getComputedStyle(document.body).backgroundColor`);

const white = 'rgb(255, 255, 255)';

test.serial('it opens from disk, asks for nothing else, and complains of nothing', async (t) => {
  const opened = await openPage(t);
  if (!opened) return;
  const { page, requests, complaints } = opened;
  await page.locator('#theme').click();
  const row = page.locator('figure g[data-tip]:visible').first();
  await row.scrollIntoViewIfNeeded();
  await until('the text beside the pointer', async () => {
    await row.hover({ position: { x: 9, y: 9 } });
    await row.hover();
    return page.locator('#tip').isVisible();
  });
  t.deepEqual(requests, [address]);
  t.deepEqual(complaints, []);
  t.is(await page.locator('html').getAttribute('lang'), 'en');
  t.regex(await page.title(), /forkroad/);
});

test.serial('a page of many tables: 360 px are enough, and so is the contrast in the dark', async (t) => {
  const opened = await openPage(t, { viewport: { width: 360, height: 740 }, colorScheme: 'dark' });
  if (!opened) return;
  const { page, complaints } = opened;
  const everyFile = join(folder, 'every.html');
  writeFileSync(everyFile, html(analyse(everyKind({ blocks: 6 }), known)));
  await page.goto(pathToFileURL(everyFile).href);
  t.deepEqual(await page.evaluate(faintTexts), []);
  for (const details of await page.locator('details').all())
    await details.evaluate((node) => node.setAttribute('open', ''));
  t.true(await page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth'));
  t.deepEqual(complaints, []);
});

test.serial('every chart is seen once and has its table', async (t) => {
  const opened = await openPage(t);
  if (!opened) return;
  const figures = await opened.page.locator('figure').all();
  t.true(figures.length > 12);
  for (const figure of figures) {
    t.is(await figure.locator('svg.wide:visible, svg.narrow:visible').count(), 1);
    t.is(await figure.locator('details table').count(), 1);
  }
});

test.serial('dark where the system is, and the button changes it', async (t) => {
  const opened = await openPage(t, { colorScheme: 'dark' });
  if (!opened) return;
  const { page } = opened;
  const dark = await backgroundOf(page);
  t.not(dark, white);
  await page.locator('#theme').click();
  t.is(await backgroundOf(page), white);
  await page.locator('#theme').click();
  t.is(await backgroundOf(page), dark);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.serial(`text can be read on its ground: contrast of at least 4.5 in ${colorScheme}`, async (t) => {
    const opened = await openPage(t, { colorScheme });
    if (!opened) return;
    const tooFaint = await opened.page.evaluate(faintTexts);
    t.deepEqual(tooFaint, []);
  });
}

test.serial('in a window of 360 px nothing sticks out', async (t) => {
  const opened = await openPage(t, { viewport: { width: 360, height: 740 } });
  if (!opened) return;
  const { page } = opened;
  for (const details of await page.locator('details').all())
    await details.evaluate((node) => node.setAttribute('open', ''));
  t.true(await page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth'));
  t.is(await page.locator('figure svg.wide:visible').count(), 0);
});

test.serial('on paper: light, without what only a screen needs, and no chart is taller than a page', async (t) => {
  const opened = await openPage(t, { colorScheme: 'dark' });
  if (!opened) return;
  const { page } = opened;
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  t.is(await backgroundOf(page), white);
  t.is(await page.locator('nav:visible, #theme:visible').count(), 0);
  for (const figure of await page.locator('figure').all()) {
    t.is(await figure.evaluate((node) => node.ownerDocument.defaultView?.getComputedStyle(node).breakInside), 'avoid');
    t.true(((await figure.boundingBox())?.height ?? Number.POSITIVE_INFINITY) < 1200);
  }
  t.true((await page.pdf({ format: 'A4' })).length > 10_000);
});

test.serial(
  'by keyboard: the skip link first, then every section’s tables and charts; Enter opens and closes',
  async (t) => {
    const opened = await openPage(t);
    if (!opened) return;
    const { page } = opened;
    await page.keyboard.press('Tab');
    t.is(await page.evaluate<string>('document.activeElement.className'), 'skip');
    const summaries = await page.locator('summary').count();
    const stops = await page.locator(':is(a, button, summary, [tabindex="0"]):visible').count();
    let reached = 0;
    for (let i = 0; i < stops && reached < summaries; i++) {
      await page.keyboard.press('Tab');
      if ((await page.evaluate<string>('document.activeElement.tagName')) !== 'SUMMARY') continue;
      reached++;
      const isOpen = () => page.evaluate<boolean>('document.activeElement.parentElement.open');
      const before = await isOpen();
      await page.keyboard.press('Enter');
      t.is(await isOpen(), !before);
      await page.keyboard.press('Enter');
    }
    t.is(reached, summaries);
  },
);

test.serial('headings go down one level at a time', async (t) => {
  const opened = await openPage(t);
  if (!opened) return;
  const levels = await opened.page
    .locator('h1, h2, h3, h4')
    .evaluateAll((nodes) => nodes.map(({ tagName }) => Number(tagName[1])));
  t.is(levels.filter((level) => level === 1).length, 1);
  for (const [i, level] of levels.entries()) t.true(level <= (levels[i - 1] ?? 0) + 1, `heading ${i + 1} of the page`);
});

/** Runs in the page: the texts whose colour is too near to that of the ground they stand on. */
const faintTexts = `(() => {
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255).map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (node) => {
    const colour = numbers(getComputedStyle(node).backgroundColor);
    return colour.length === 4 && colour[3] === 0 ? (node.parentElement ? ground(node.parentElement) : [255, 255, 255]) : colour;
  };
  const texts = [...document.querySelectorAll('p, td, th, dt, dd, li, h1, h2, h3, h4, summary, caption, a:not(.anchor), text')];
  return [...new Set(texts.filter((node) => node.checkVisibility() && node.textContent.trim() !== '').flatMap((node) => {
    const style = getComputedStyle(node);
    const ink = light(numbers(node.tagName === 'text' ? style.fill : style.color));
    const paper = light(ground(node.tagName === 'text' ? node.ownerSVGElement : node));
    const contrast = (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
    return contrast < 4.5 ? [node.tagName + ' ' + (node.getAttribute('class') ?? '') + ' ' + contrast.toFixed(1)] : [];
  }))];
})()`;

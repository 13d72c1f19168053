// What a comparison leaves in its folder beside results.json: the same analysis as a page, as Markdown and as CSV.
import { join } from 'node:path';
import type { Analysis } from '../reports/analysis/analysis.js';
import { csv } from '../reports/formats/csv.js';
import { markdown } from '../reports/formats/markdown.js';
import { html } from '../reports/html/page.js';
import { writeWhole } from '../trials/results-file.js';

export const reportFiles = { html: 'report.html', markdown: 'report.md', csv: 'report.csv' } as const;

const formats: Record<keyof typeof reportFiles, (analysis: Analysis) => string> = { html, markdown, csv };

export function writeReports(analysis: Analysis, folder: string): void {
  for (const name of Object.keys(formats) as (keyof typeof formats)[]) {
    writeWhole(join(folder, reportFiles[name]), formats[name](analysis));
  }
}

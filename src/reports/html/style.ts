// The page's style sheet: one set of names, two themes, paper.
import { layout } from './style-layout.js';

/** Ten models: told apart by people who do not see all colours, on white and on black; shapes and names say it again. */
const modelColours = {
  light: ['#0072b2', '#c44601', '#117733', '#882255', '#876500', '#5b5bd6', '#00857c', '#b0408f', '#6b4f2a', '#4d5a66'],
  dark: ['#56b4e9', '#ff9557', '#5fc97e', '#ee8fc0', '#f0c640', '#a9a5ff', '#40d1c4', '#f29bdc', '#d2ac79', '#b6c2cd'],
};

const themes = {
  light: {
    ...{ paper: '#ffffff', card: '#f6f7f9', ink: '#1a1d21', soft: '#5a6270', line: '#d9dde3', band: '#e3e9f2' },
    ...{ link: '#0b5cad', less: '#00618f', lessBack: '#dceffa', more: '#a33a00', moreBack: '#fdeadd' },
    ...{ open: '#5a6270', openBack: '#eceef1', warning: '#8a5a00', warningBack: '#fff4d6', mc: '#6d7683' },
  },
  dark: {
    ...{ paper: '#14171a', card: '#1d2126', ink: '#e8eaed', soft: '#a4adb8', line: '#363c44', band: '#29323d' },
    ...{ link: '#7cc0ff', less: '#8fd0f7', lessBack: '#12354a', more: '#ffb68a', moreBack: '#4a2510' },
    ...{ open: '#b3bcc7', openBack: '#2b3138', warning: '#f1c76a', warningBack: '#3a2f12', mc: '#98a2ae' },
  },
};

function variables(theme: 'light' | 'dark'): string {
  const own = Object.entries(themes[theme]).map(([name, value]) => `--${name}:${value}`);
  const models = modelColours[theme].map((value, i) => `--m${i}:${value}`);
  return [`color-scheme:${theme}`, ...own, ...models].join(';');
}

const markClasses = [...modelColours.light.map((_, i) => `m${i}`), 'mc']
  .map((name) => `.${name}{--c:var(--${name})}`)
  .join('');

export const style = [
  `:root{${variables('light')}}`,
  `@media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]){${variables('dark')}}}`,
  `@media screen{:root[data-theme=dark]{${variables('dark')}}}`,
  markClasses,
  layout,
].join('\n');

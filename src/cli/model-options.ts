// A model's options in words: the counts it takes, as `serve --help` has them, and its settings.
import type { Model } from '../models/model.js';
import type { Setting } from '../serving/settings.js';
import { command as serve } from './serve.js';

export interface OptionText {
  /** "--threads <n>" */
  flags: string;
  does: string;
  /** In words: "64", "one per CPU", "off". */
  fallback: string;
  /** Of a setting: "rr, none", "1 to 255"; empty for a flag. */
  values: string;
}

export function optionTexts({ takes, settings = [] }: Pick<Model, 'takes' | 'settings'>): OptionText[] {
  return [...takes.map(countText), ...settings.map(settingText)];
}

function countText(name: string): OptionText {
  const option = serve.options.find(({ long }) => long === `--${name}`);
  const [, does, fallback] = /^(.*) \(default: (.*)\)$/.exec(option?.description ?? '') ?? [];
  if (!option || does === undefined || fallback === undefined) throw new Error(`serve has no --${name} with a default`);
  return { flags: option.flags, does, fallback, values: '' };
}

function settingText(setting: Setting): OptionText {
  const { name, describe: does } = setting;
  if (typeof setting.default === 'boolean') {
    return { flags: `--${name}`, does, fallback: setting.default ? 'on' : 'off', values: '' };
  }
  const values = 'choices' in setting ? setting.choices.join(', ') : rangeOf(setting);
  return {
    flags: `--${name} <${'choices' in setting ? 'word' : 'n'}>`,
    does,
    fallback: String(setting.default),
    values,
  };
}

const rangeOf = (setting: Setting): string => ('atLeast' in setting ? `${setting.atLeast} to ${setting.atMost}` : '');

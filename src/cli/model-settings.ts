// The options that models bring with them: made from what each model says of its settings, and read back for one of them.
import { Option } from 'commander';
import type { Model } from '../models/model.js';
import { defaultsOf, type Setting, type Settings, type SettingValue } from '../serving/settings.js';
import { CliError } from './errors.js';
import { wholeNumber } from './units.js';

/** One option for each setting that any of the models has. Commander knows no default: what is not given stays undefined. */
export function settingOptions(models: readonly Model[]): Option[] {
  const names = [...new Set(models.flatMap(({ settings = [] }) => settings.map(({ name }) => name)))];
  return names.map((name) => {
    const owners = models.filter((model) => find(model, name));
    return optionOf(find(owners[0] as Model, name) as Setting, owners.map((model) => model.name).join(', '));
  });
}

/** What was given, and the defaults for the rest. Throws a usage error for what belongs to another model. */
export function givenSettings(model: Model, options: object): Settings {
  const given: Record<string, SettingValue> = { ...defaultsOf(model.settings) };
  for (const name of Object.keys(given)) {
    const value = (options as Record<string, SettingValue | undefined>)[name];
    if (value !== undefined) given[name] = value;
  }
  return given;
}

/** Throws a usage error for an option that only other models have. */
export function requireOwnSettings(model: Model, options: object, models: readonly Model[]): void {
  for (const { name } of models.flatMap(({ settings = [] }) => settings)) {
    if ((options as Record<string, unknown>)[name] === undefined || find(model, name)) continue;
    const owners = models.filter((each) => find(each, name)).map((each) => each.name);
    throw new CliError(`${model.name} takes no --${name}, which ${owners.join(' and ')} has: ${model.summary}`);
  }
}

const find = ({ settings = [] }: Model, name: string) => settings.find((setting) => setting.name === name);

function optionOf(setting: Setting, owners: string): Option {
  const { name, describe } = setting;
  if (typeof setting.default === 'boolean') return new Option(`--${name}`, `${owners}: ${describe}`);
  const text = `${owners}: ${describe} (default: ${setting.default})`;
  if ('choices' in setting) return new Option(`--${name} <word>`, text).choices(setting.choices);
  if (!('atLeast' in setting)) throw new Error(`--${name} has neither choices nor a range`);
  return new Option(`--${name} <n>`, text).argParser(wholeNumber(setting.atLeast, setting.atMost));
}

// Settings: a model's own options on the command line, declared where the model is.

/** A flag where the default is a boolean, one of its choices where it is text, a whole number of a range where it is one. */
export type Setting = { name: string; describe: string } & (
  | { default: boolean }
  | { default: string; choices: readonly string[] }
  | { default: number; atLeast: number; atMost: number }
);

export type SettingValue = boolean | string | number;

/** By name; of a model that runs, none is missing. */
export type Settings = Readonly<Record<string, SettingValue>>;

/** What the settings are where nobody says otherwise. */
export function defaultsOf(settings: readonly Setting[] = []): Settings {
  return Object.fromEntries(settings.map((setting) => [setting.name, setting.default]));
}

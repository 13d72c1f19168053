// Who takes part in a comparison, from its words: a model, a model with options of its own, a server of someone else, or all.
import { Command, CommanderError } from 'commander';
import { type Counts, countOptions, type Model } from '../models/model.js';
import { findModel, models, modelWords } from '../models/registry.js';
import type { Entrant } from '../trials/entrant.js';
import { countOptionsFor } from './count-options.js';
import { CliError, exitCodes, unknownWord } from './errors.js';
import { settingOptions } from './model-settings.js';

/** Every model that can run here. */
export const everyModel = 'all';

/** The models that `all` leaves out, and why. */
export const absentModels = (): { name: string; why: string }[] =>
  models.flatMap((model) => {
    const why = model.whyAbsent?.();
    return why === undefined ? [] : [{ name: model.name, why }];
  });

/** Throws where a word names nobody, or a model that cannot run here. */
export function entrantsOf<Server extends { name: string }>(
  word: string,
  foreign: readonly Server[],
): (Entrant | Server)[] {
  const [name = '', ...options] = word.trim().split(/\s+/);
  if (name === everyModel && options.length === 0) return models.filter((model) => model.whyAbsent?.() === undefined);
  const server = foreign.find((each) => each.name === word);
  if (server) return [server];
  const model = findModel(name);
  if (!model) throw unknownWord('model', name, [...modelWords, ...foreign.map((each) => each.name), everyModel]);
  const why = model.whyAbsent?.();
  if (why !== undefined) throw new CliError(`${model.name} cannot run here: ${why}`, exitCodes.environment);
  return [options.length === 0 ? model : configured(model, options)];
}

/** For a word that may name one alone. */
export function entrantOf<Server extends { name: string }>(word: string, foreign: readonly Server[]): Entrant | Server {
  const [entrant, ...others] = entrantsOf(word, foreign);
  if (!entrant || others.length > 0) throw new CliError(`expected one model, got '${word}'`);
  return entrant;
}

/** In the order of the registry, a model's own options after it, someone else's last; each name once. */
export function inOrder(entrants: readonly Entrant[]): Entrant[] {
  const placeOf = ({ name, configured: own }: Entrant) => {
    const place = models.findIndex((model) => model.name === (own?.model ?? name));
    return place === -1 ? models.length : place;
  };
  const once = entrants.filter(({ name }, i) => entrants.findIndex((each) => each.name === name) === i);
  const plainFirst = ({ configured: own }: Entrant) => (own ? 1 : 0);
  return once.sort((a, b) => placeOf(a) - placeOf(b) || plainFirst(a) - plainFirst(b));
}

/** The model as it is with these options: a row of that name, with claims that follow from them. */
function configured(model: Model, options: readonly string[]): Entrant {
  const given = countsGiven(model, options);
  const { twinOf: _, ...itself } = model; // its twin has no such options
  const { claims } = model;
  const having =
    (claim: (counts: Counts) => number) =>
    (counts: Counts): number =>
      claim({ ...counts, ...given });
  return {
    ...itself,
    name: [model.name, ...options].join(' '),
    takes: model.takes.filter((option) => given[option] === undefined),
    claims: {
      ...claims,
      servedAtOnce: having(claims.servedAtOnce),
      workers: having(claims.workers),
      threads: having(claims.threads),
      ...(claims.sharers ? { sharers: having(claims.sharers) } : {}),
    },
    configured: { model: model.name, options },
  };
}

/** Throws a usage error for what this model does not understand. */
function countsGiven(model: Model, words: readonly string[]): Partial<Counts> {
  const options = [...countOptionsFor(model.takes), ...settingOptions([model])];
  const valid = options.map(({ long }) => long ?? '');
  const unknown = words.find((word) => word.startsWith('-') && !valid.includes(word.split('=')[0] ?? ''));
  if (unknown !== undefined) {
    if (valid.length === 0) throw new CliError(`${model.name} takes no options, got '${unknown}'`);
    throw unknownWord(`option of ${model.name}`, unknown, valid);
  }
  const parser = new Command()
    .exitOverride()
    .configureOutput({ writeErr() {} })
    .allowExcessArguments(false);
  for (const option of options) parser.addOption(option);
  try {
    parser.parse([...words], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    throw new CliError(`${[model.name, ...words].join(' ')}: ${error.message.replace(/^error: /, '')}`);
  }
  const read = parser.opts<Partial<Counts>>();
  return Object.fromEntries(countOptions.flatMap((name) => (read[name] === undefined ? [] : [[name, read[name]]])));
}

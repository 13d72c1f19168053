// The map of the models: what its quadrants mean, and who stands beside whom on it.
import type { Model, Quadrant } from './model.js';
import { models } from './registry.js';

export const quadrantMeanings: Record<Quadrant, string> = {
  spst: 'one process, one thread',
  spmt: 'one process, many threads',
  mpst: 'many processes, one thread each',
  mpmt: 'many processes, many threads',
};

export const inQuadrant = (quadrant: Quadrant): Model[] => models.filter((model) => model.quadrant === quadrant);

/** The models of the same design in another language; whichever of them names the other. */
export const twinsOf = ({ name, twinOf }: Model): Model[] =>
  models.filter((other) => other.twinOf === name || other.name === twinOf);

export interface Neighbours {
  before: Model | undefined;
  after: Model | undefined;
}

/** In the order of the map. */
export function neighboursOf(model: Model): Neighbours {
  const place = models.indexOf(model);
  return { before: place > 0 ? models[place - 1] : undefined, after: models[place + 1] };
}

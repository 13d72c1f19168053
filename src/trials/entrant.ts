// What a comparison compares: one of forkroad's models, or a program of someone else's that serves the same.
import type { Model, Quadrant } from '../models/model.js';

export interface Entrant extends Pick<Model, 'name' | 'services' | 'takes' | 'claims' | 'twinOf'> {
  /** Null where nobody says it. */
  quadrant: Quadrant | null;
  language: string | null;
}

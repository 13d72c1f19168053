// What a comparison compares: one of forkroad's models, or a program of someone else's that serves the same.
import type { Model, Quadrant } from '../models/model.js';
import type { ForeignCommand } from './foreign-command.js';

export interface Entrant
  extends Pick<Model, 'name' | 'services' | 'takes' | 'claims' | 'twinOf' | 'sharesPort' | 'whyAbsent'> {
  /** Null where nobody says it. */
  quadrant: Quadrant | null;
  language: string | null;
  /** Set for someone else's, of which only what is seen from outside is known. */
  foreign?: {
    command: ForeignCommand;
    /** It ignores SIGCHLD, so that what its ended children cost is counted nowhere. */
    losesChildren: boolean;
  };
  /** Set for a model with options of its own, which its row is named by. */
  configured?: { model: string; options: readonly string[] };
  /** A runtime boots for each connection: few are asked for. Without it, told by processes and language. */
  bootsPerConnection?: boolean;
}

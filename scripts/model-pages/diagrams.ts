// The diagrams of all models; drawn into docs/models/diagrams.
import type { Diagram } from './diagram.js';
import { mpmt } from './diagrams/mpmt.js';
import { mpst } from './diagrams/mpst.js';
import { spmt } from './diagrams/spmt.js';
import { spst } from './diagrams/spst.js';

export const diagrams: readonly Diagram[] = [...spst, ...spmt, ...mpst, ...mpmt];

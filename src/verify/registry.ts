// The checks there are, in the order in which they run; a new one is one line here.
import type { Check } from './check.js';
import { atOnce } from './checks/at-once.js';
import { deafClient } from './checks/deaf-client.js';
import { descriptors } from './checks/descriptors.js';
import { echo } from './checks/echo.js';
import { exact } from './checks/exact.js';
import { halfClose } from './checks/half-close.js';
import { hangUp } from './checks/hang-up.js';
import { leftovers } from './checks/leftovers.js';
import { listens } from './checks/listens.js';
import { memory } from './checks/memory.js';
import { model } from './checks/model.js';
import { oneAfterAnother } from './checks/one-after-another.js';
import { portAgain } from './checks/port-again.js';
import { sigterm } from './checks/sigterm.js';
import { slowClient } from './checks/slow-client.js';
import { zombies } from './checks/zombies.js';

export const checks: readonly Check[] = [
  listens,
  echo,
  exact,
  halfClose,
  oneAfterAnother,
  atOnce,
  model,
  hangUp,
  deafClient,
  slowClient,
  descriptors,
  zombies,
  leftovers,
  memory,
  sigterm,
  portAgain,
];

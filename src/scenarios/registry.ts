// The scenarios there are, in the order of the report; a new one is one line here.

import type { Scenario } from '../trials/scenario.js';
import { churn } from './churn.js';
import { cpuWork } from './cpu-work.js';
import { deafClient } from './deaf-client.js';
import { idle } from './idle.js';
import { large } from './large.js';
import { logging } from './logging.js';
import { mixed } from './mixed.js';
import { pingPong } from './ping-pong.js';
import { slowPeer } from './slow-peer.js';
import { waitWork } from './wait-work.js';

export const scenarios: readonly Scenario[] = [
  pingPong,
  churn,
  idle,
  slowPeer,
  deafClient,
  cpuWork,
  mixed,
  waitWork,
  large,
  logging,
];

export const findScenario = (name: string): Scenario | undefined => scenarios.find((each) => each.name === name);

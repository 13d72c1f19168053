// The scenarios there are, in the order of the report; a new one is one line here.

import type { Scenario } from '../trials/scenario.js';
import { burst } from './burst.js';
import { churn } from './churn.js';
import { cpuWork } from './cpu-work.js';
import { crash } from './crash.js';
import { deafClient } from './deaf-client.js';
import { fairness } from './fairness.js';
import { idle } from './idle.js';
import { large } from './large.js';
import { logging } from './logging.js';
import { mixed } from './mixed.js';
import { overload } from './overload.js';
import { peers } from './peers.js';
import { pingPong } from './ping-pong.js';
import { poolSize } from './pool-size.js';
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
  overload,
  burst,
  fairness,
  crash,
  poolSize,
  peers,
  logging,
];

export const findScenario = (name: string): Scenario | undefined => scenarios.find((each) => each.name === name);

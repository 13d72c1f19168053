// Which models start a whole Node process for each connection: they are asked for few.
import type { Model } from '../models/model.js';

/** Each costs about 170 ms of CPU to start and 10 MB to keep. */
export const mostNodeProcesses = 32;

export const isNodeProcessPerConnection = ({ claims, language }: Model): boolean =>
  claims.processesPerConnection === 1 && language !== 'C++';

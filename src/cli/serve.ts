// `forkroad serve`: the process started is the server.
import { Command } from 'commander';

export const command = new Command('serve');

// What ava runs: all tests beside each other, or (FORKROAD_ALONE=1) those that need the machine to themselves, one after another.
const alone = 'dist/test/**/*.alone.test.js';

export default {
  files: process.env.FORKROAD_ALONE ? [alone] : ['dist/test/**/*.test.js', `!${alone}`],
  ...(process.env.FORKROAD_ALONE ? { concurrency: 1 } : {}),
  workerThreads: false,
  timeout: '240s',
};

// io-uring: one completion loop for the listener and every connection (native/models/io-uring.cpp).
import { addon } from '../addon/addon.cjs';
import { servicesIn } from '../services/service.cjs';
import { runNative } from '../serving/run-native.js';
import type { Model } from './model.js';

export const ioUring: Model = {
  name: 'io-uring',
  quadrant: 'spst',
  canonical: false,
  language: 'C++',
  summary:
    'one completion loop: the kernel accepts, receives and sends what it was asked to, one system call per batch',
  lineage: ['Windows completion ports', 'Linux io_uring (5.1)', 'liburing'],
  services: servicesIn('C++'),
  takes: [],
  claims: {
    servedAtOnce: () => Number.POSITIVE_INFINITY,
    processesPerConnection: 0,
    threadsPerConnection: 0,
    workers: () => 0,
    threads: () => 1,
    outOfDescriptors: 'waits',
  },

  whyAbsent() {
    const { isBuiltIn, refusal } = addon.ioUring;
    if (!isBuiltIn) return 'built without liburing: apt-get install liburing-dev, then make clean build';
    const code = refusal();
    if (code === null) return undefined;
    return reasons[code] ?? `the kernel refuses io_uring: ${code}`;
  },

  run: runNative('io-uring'),
};

/** What the user may do about it. Refused by a seccomp profile, it looks as the profile's author chose: EPERM or ENOSYS. */
const reasons: Readonly<Record<string, string>> = {
  EPERM: "the kernel refuses io_uring: EPERM (kernel.io_uring_disabled, or a container's seccomp profile)",
  ENOSYS:
    "the kernel has no io_uring: ENOSYS (older than Linux 5.1, built without it, or a container's seccomp profile)",
  EINVAL: 'the kernel is too old: a receive that goes on, into provided buffers, came with Linux 6.0',
};

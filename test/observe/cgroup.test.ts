// Control groups: whose limits hold for this process, in both versions, and what they are.
import test from 'ava';
import { Cgroup, ownCgroup } from '../../src/observe/cgroup.js';
import { cgroupFolders } from '../../src/observe/cgroup-folders.js';

const secondMount = '29 23 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate\n';
const firstMounts = `31 23 0:28 / /sys/fs/cgroup rw - tmpfs tmpfs rw,mode=755
32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw shared:9 - cgroup cgroup rw,cpu,cpuacct
35 31 0:32 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory
41 31 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw
`;
const firstPaths = '4:memory:/a/b\n3:cpu,cpuacct:/jobs/one\n0::/elsewhere\n';

const groupOf = (files: Record<string, string>): Cgroup => new Cgroup((path) => files[path]);

/** `files` are of /sys/fs/cgroup. */
const secondOf = (path: string, files: Record<string, string>): Cgroup =>
  groupOf({
    '/proc/self/cgroup': `0::${path}\n`,
    '/proc/self/mountinfo': secondMount,
    ...Object.fromEntries(Object.entries(files).map(([name, text]) => [`/sys/fs/cgroup${name}`, text])),
  });

const firstOf = (files: Record<string, string>): Cgroup =>
  groupOf({
    '/proc/self/cgroup': firstPaths,
    '/proc/self/mountinfo': firstMounts,
    ...Object.fromEntries(Object.entries(files).map(([name, text]) => [`/sys/fs/cgroup${name}`, text])),
  });

test('folders of version 1: those of the controller, up to its mount', (t) => {
  t.deepEqual(cgroupFolders('cpu', firstPaths, firstMounts), {
    version: 1,
    folders: ['/sys/fs/cgroup/cpu,cpuacct/jobs/one', '/sys/fs/cgroup/cpu,cpuacct/jobs', '/sys/fs/cgroup/cpu,cpuacct'],
  });
  t.is(cgroupFolders('memory', firstPaths, firstMounts)?.folders[0], '/sys/fs/cgroup/memory/a/b');
});

test('folders of version 2: the one hierarchy', (t) => {
  const folders = ['/sys/fs/cgroup/user.slice/it', '/sys/fs/cgroup/user.slice', '/sys/fs/cgroup'];
  t.deepEqual(cgroupFolders('cpu', '0::/user.slice/it\n', secondMount), { version: 2, folders });
  t.deepEqual(cgroupFolders('memory', '0::/\n', secondMount), { version: 2, folders: ['/sys/fs/cgroup'] });
});

test('folders in a container: what is mounted is its own, whatever the path says', (t) => {
  const mount = '40 39 0:30 /docker/77 /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory\n';
  const folders = ['/sys/fs/cgroup/memory'];
  t.deepEqual(cgroupFolders('memory', '5:memory:/docker/77\n', mount), { version: 1, folders });
  t.deepEqual(cgroupFolders('memory', '5:memory:/docker/78\n', mount), { version: 1, folders });
  t.deepEqual(cgroupFolders('memory', '5:memory:/docker/77/sub\n', mount)?.folders, [`${folders[0]}/sub`, folders[0]]);
  t.deepEqual(cgroupFolders('cpu', '0::/../../other\n', secondMount)?.folders, ['/sys/fs/cgroup']);
});

test('a folder with a blank in its name', (t) => {
  const mount = '40 39 0:30 / /mnt/my\\040groups rw - cgroup2 none rw\n';
  t.deepEqual(cgroupFolders('cpu', '0::/x y\n', mount)?.folders, ['/mnt/my groups/x y', '/mnt/my groups']);
});

test('where nothing is mounted there is no limit', (t) => {
  const none = groupOf({});
  t.is(cgroupFolders('cpu', '', ''), null);
  t.like(none, { cpuQuota: null, memoryLimitKb: null, memoryLeftKb: null, throttling: { times: 0, us: 0 } });
});

test('the quota of version 2, and of a group above', (t) => {
  t.is(secondOf('/a', { '/a/cpu.max': '50000 100000\n' }).cpuQuota, 0.5);
  t.is(secondOf('/a', { '/a/cpu.max': 'max 100000\n' }).cpuQuota, null);
  t.is(secondOf('/a/b', { '/a/b/cpu.max': '300000 100000\n', '/a/cpu.max': '150000 100000\n' }).cpuQuota, 1.5);
});

test('the quota of version 1, and of a group above', (t) => {
  const quota = (folder: string, us: number) => ({
    [`/cpu,cpuacct${folder}/cpu.cfs_quota_us`]: `${us}\n`,
    [`/cpu,cpuacct${folder}/cpu.cfs_period_us`]: '50000\n',
  });
  t.is(firstOf(quota('/jobs/one', -1)).cpuQuota, null);
  t.is(firstOf(quota('/jobs/one', 25_000)).cpuQuota, 0.5);
  t.is(firstOf({ ...quota('/jobs/one', -1), ...quota('/jobs', 100_000) }).cpuQuota, 2);
});

test('memory of version 2: what is left counts the page cache as free', (t) => {
  const group = secondOf('/a', {
    '/a/memory.max': '104857600\n',
    '/a/memory.high': 'max\n',
    '/a/memory.current': '62914560\n',
    '/a/memory.stat': 'anon 1\nactive_file 3\ninactive_file 20971520\n',
  });
  t.is(group.memoryLimitKb, 102_400);
  t.is(group.memoryLeftKb, 61_440);
  t.is(secondOf('/a', { '/a/memory.max': '104857600\n', '/a/memory.high': '1048576\n' }).memoryLimitKb, 1024);
  t.is(secondOf('/a', { '/a/memory.max': 'max\n', '/a/memory.current': '5\n' }).memoryLeftKb, null);
});

test('memory of version 1: no limit is a number that no machine has', (t) => {
  t.is(firstOf({ '/memory/a/b/memory.limit_in_bytes': '9223372036854771712\n' }).memoryLimitKb, null);
  const group = firstOf({
    '/memory/a/b/memory.limit_in_bytes': '9223372036854771712\n',
    '/memory/a/memory.limit_in_bytes': '104857600\n',
    '/memory/a/memory.usage_in_bytes': '94371840\n',
    '/memory/a/memory.stat': 'inactive_file 7\ntotal_inactive_file 41943040\n',
  });
  t.is(group.memoryLimitKb, 102_400);
  t.is(group.memoryLeftKb, 51_200);
});

test('throttling: version 1 counts in nanoseconds, version 2 in microseconds; a group above counts, too', (t) => {
  const first = firstOf({
    '/cpu,cpuacct/jobs/one/cpu.stat': 'nr_periods 9\nnr_throttled 4\nthrottled_time 7000000\n',
    '/cpu,cpuacct/jobs/cpu.stat': 'nr_periods 9\nnr_throttled 1\nthrottled_time 500000\n',
  });
  t.deepEqual(first.throttling, { times: 5, us: 7500 });
  const second = secondOf('/a', {
    '/a/cpu.stat': 'usage_usec 8\nuser_usec 4\nsystem_usec 4\nnr_periods 9\nnr_throttled 2\nthrottled_usec 31\n',
    '/cpu.stat': 'usage_usec 8\nuser_usec 4\nsystem_usec 4\n',
  });
  t.deepEqual(second.throttling, { times: 2, us: 31 });
});

test('the group of this process can be read', (t) => {
  const { cpuQuota, memoryLimitKb, throttling } = ownCgroup;
  t.true(cpuQuota === null || cpuQuota > 0);
  t.true(memoryLimitKb === null || memoryLimitKb > 0);
  t.true(throttling.us >= 0);
});

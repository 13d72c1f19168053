// Where this process's control group lies: its folder of a controller, and those above it, whose limits hold for it too.

export type Controller = 'cpu' | 'memory';

export interface CgroupFolders {
  version: 1 | 2;
  /** The process's own first, up to the topmost that can be seen. */
  folders: readonly string[];
}

interface Mount {
  /** Which folder of the hierarchy is mounted: not '/' in a container without a cgroup namespace. */
  root: string;
  at: string;
  kind: string;
  options: readonly string[];
}

/**
 * From the texts of /proc/self/cgroup and /proc/self/mountinfo; null where the controller is not mounted. A controller has
 * one hierarchy, so that where version 1 has it, version 2 has not.
 */
export function cgroupFolders(controller: Controller, cgroup: string, mountinfo: string): CgroupFolders | null {
  const mounts = mountinfo.split('\n').flatMap(mountOf);
  const paths = cgroup.split('\n').map((line) => /^\d+:([^:]*):(.*)$/.exec(line)?.slice(1) ?? []);
  const pathWhere = (is: (controllers: string) => boolean) => paths.find(([of]) => of !== undefined && is(of))?.[1];
  const first = mounts.find(({ kind, options }) => kind === 'cgroup' && options.includes(controller));
  if (first) {
    const path = pathWhere((controllers) => controllers.split(',').includes(controller));
    return { version: 1, folders: foldersUpFrom(path ?? '/', first) };
  }
  const second = mounts.find(({ kind }) => kind === 'cgroup2');
  return second ? { version: 2, folders: foldersUpFrom(pathWhere((of) => of === '') ?? '/', second) } : null;
}

/** "35 31 0:32 ROOT AT rw,relatime shared:1 - KIND SOURCE OPTIONS", with blanks as \040. */
function mountOf(line: string): Mount[] {
  const [before = '', after] = line.split(' - ');
  if (after === undefined) return [];
  const [, , , root = '/', at = ''] = before.split(' ').map(unescaped);
  const [kind = '', , options = ''] = after.split(' ');
  return [{ root, at, kind, options: options.split(',') }];
}

const unescaped = (text: string): string =>
  text.replace(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));

/** A path outside of what is mounted ("/..", or another container's) leaves what is mounted itself. */
function foldersUpFrom(path: string, { root, at }: Mount): string[] {
  const isInside = root === '/' || path === root || path.startsWith(`${root}/`);
  const inside = isInside && !path.split('/').includes('..') ? path.slice(root === '/' ? 0 : root.length) : '';
  const names = inside.split('/').filter((name) => name !== '');
  return names.map((_, i) => [at, ...names.slice(0, names.length - i)].join('/')).concat(at);
}

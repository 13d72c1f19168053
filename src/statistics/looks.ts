// Looks: after how many blocks a row is looked at, and how much of the allowed error each look may spend.

/** Some false verdict in a table, or a wrong "no difference": at most this often, whenever one stops. */
export const allowedError = 0.05;

/**
 * `usual`: ten looks, an equal share of the error each. `long`: for plans of more blocks than that, a look at every
 * block from the third on; 0.05 / ((n − 2)(n − 1)) adds up to 0.05 however long it goes on.
 * A union bound: it holds under any rule of stopping, and when a comparison is resumed.
 */
export const lookPlans = ['usual', 'long'] as const;
export type LookPlan = (typeof lookPlans)[number];

const usualLooks: readonly number[] = [3, 4, 5, 6, 8, 10, 13, 17, 22, 29];

/** No verdict comes of fewer. */
export const fewestBlocks = 3;
export const mostUsualBlocks = usualLooks.at(-1) as number;

/** The last look at a row that has been in so many blocks; undefined before the first. */
export function lastLook(blocks: number, plan: LookPlan): number | undefined {
  if (plan === 'usual') return usualLooks.findLast((look) => look <= blocks);
  return blocks < fewestBlocks ? undefined : blocks;
}

/** The looks after that one, up to `most` blocks. */
export function laterLooks(blocks: number, plan: LookPlan, most: number): number[] {
  if (plan === 'usual') return usualLooks.filter((look) => look > blocks && look <= most);
  return Array.from({ length: Math.max(0, most - blocks) }, (_, i) => blocks + 1 + i).filter((n) => n >= fewestBlocks);
}

/** What the look after so many blocks may spend. */
export const spentAt = (look: number, plan: LookPlan): number =>
  plan === 'usual' ? allowedError / usualLooks.length : allowedError / ((look - 2) * (look - 1));

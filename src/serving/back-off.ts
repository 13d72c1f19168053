// How long a worker's slot stays empty after a death: not at all, unless its workers die in a loop.

const crashLoop = { deaths: 3, withinMs: 10_000 };
const firstPauseMs = 1000;
const longestPauseMs = 30_000;

export class BackOff {
  private deathsMs: number[] = [];
  private pauseMs = 0;

  /** @returns the pause in milliseconds before the next start; doubled for as long as the loop goes on */
  afterDeath(nowMs: number): number {
    const sinceLastMs = nowMs - (this.deathsMs.at(-1) ?? Number.NEGATIVE_INFINITY);
    this.deathsMs = [...this.deathsMs, nowMs].slice(-crashLoop.deaths);
    if (this.pauseMs > 0) {
      const livedMs = sinceLastMs - this.pauseMs;
      this.pauseMs = livedMs < crashLoop.withinMs ? Math.min(longestPauseMs, this.pauseMs * 2) : 0;
    } else if (this.deathsMs.length === crashLoop.deaths && nowMs - (this.deathsMs[0] ?? 0) < crashLoop.withinMs) {
      this.pauseMs = firstPauseMs;
    }
    return this.pauseMs;
  }
}

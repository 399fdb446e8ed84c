import type { DurationMillis } from '../../model/clock.ts';

/** Others cannot write while a fold is stored; they may wait a little longer, as a fold may take longer than the last ones. */
const LONGEST_STORE_MILLIS = 180;
/** Smaller folds say more about the machine's mood than about its pace, and gain nothing. */
const FEWEST_ROLLUPS = 2000;

/** How many rollups this machine and database store within the time that others may wait. */
export class FoldPace {
  /** 0 before the first. */
  #millisPerRollup = 0;

  /** At most `limit`. */
  most(limit: number): number {
    if (this.#millisPerRollup === 0) return limit;
    return Math.min(limit, Math.max(FEWEST_ROLLUPS, LONGEST_STORE_MILLIS / this.#millisPerRollup));
  }

  stored(rollups: number, millis: DurationMillis): void {
    if (rollups < FEWEST_ROLLUPS || millis <= 0) return;
    const known = this.#millisPerRollup;
    const measured = millis / rollups;
    // One fold that had to wait for the disk does not make all others small, nor does the first, whose code was not compiled yet.
    this.#millisPerRollup = known === 0 ? measured / 2 : (known + Math.min(measured, known * 2)) / 2;
  }
}

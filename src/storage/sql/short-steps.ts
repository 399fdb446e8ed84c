import type { Clock } from '../../model/clock.ts';

const FIRST_ROWS = 500;
const MOST_ROWS = 20_000;
/** Writers wait for one step at most; less than half of what they may wait, as one step may take twice what the last did. */
const LONGEST_STEP_MILLIS = 20;
/** Others get their turn between two steps. */
const PAUSE_MILLIS = 10;

/** Does long work in steps of a size that keeps each of them short, whatever the machine. */
export class ShortSteps {
  readonly #clock: Clock;
  #rows = FIRST_ROWS;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Repeats `step`, which handles about `most` rows and answers how many it did, until that is none or it is to end. */
  async run(step: (most: number) => Promise<number>, signal?: AbortSignal): Promise<number> {
    let all = 0;
    while (signal?.aborted !== true) {
      const started = this.#clock.monotonic();
      const done = await step(this.#rows);
      if (done === 0) return all;
      all += done;
      this.#adapt(done, this.#clock.monotonic() - started);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLIS));
    }
    return all;
  }

  #adapt(done: number, millis: number): void {
    if (millis > LONGEST_STEP_MILLIS) this.#rows = Math.max(1, this.#rows >> 1);
    else if (millis < LONGEST_STEP_MILLIS / 2 && done >= this.#rows) this.#rows = Math.min(MOST_ROWS, this.#rows * 2);
  }
}

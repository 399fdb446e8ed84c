import type { Clock, DurationMillis, EpochMillis } from '../model/clock.ts';

/** A wall clock that is set anew shows in the next start after this long. */
const TRUSTED_MILLIS = 100;

/** Wall-clock times of moments on the monotonic clock, which is read for the duration anyway: two clocks cost twice. */
export class StartTimes {
  readonly #clock: Clock;
  #readAt: DurationMillis = Number.NEGATIVE_INFINITY;
  #then: EpochMillis = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Of a moment that is now. */
  at(monotonic: DurationMillis): EpochMillis {
    const since = monotonic - this.#readAt;
    if (since > 0 && since < TRUSTED_MILLIS) return this.#then + Math.floor(since);
    this.#readAt = monotonic;
    this.#then = this.#clock.now();
    return this.#then;
  }
}

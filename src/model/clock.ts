/** Milliseconds since the Unix epoch, UTC. Every stored timestamp has this unit. */
export type EpochMillis = number;
/** A length of time in milliseconds, with fractions. */
export type DurationMillis = number;

/** The only source of time, so that tests can move it. */
export interface Clock {
  /** Wall-clock time, for timestamps. */
  now(): EpochMillis;
  /** Never goes back, for durations; its zero is arbitrary. */
  monotonic(): DurationMillis;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
};

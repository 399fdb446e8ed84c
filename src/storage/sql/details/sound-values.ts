/** What every table takes, whatever a clock or the operating system said. */
const LARGEST = Number.MAX_SAFE_INTEGER;

export function soundWhole(value: number): number {
  if (!(value > 0)) return 0;
  return Math.min(LARGEST, Math.round(value));
}

export function soundMicros(millis: number): number {
  return soundWhole(millis * 1000);
}

/** One byte per core. */
export function percentBytes(percents: readonly number[]): Buffer {
  return Buffer.from(percents.map((percent) => Math.min(100, soundWhole(percent))));
}

/** An endpoint's method and route with a space between them, and some more. */
export const BLOCKED_BY_LENGTH = 530;

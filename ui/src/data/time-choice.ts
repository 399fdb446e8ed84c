import type { TimeRange } from '../../../src/model/time-range.ts';

/** What the URL says: the last so many milliseconds, or two fixed times. */
export type TimeChoice =
  | { readonly kind: 'last'; readonly text: string; readonly millis: number }
  | ({ readonly kind: 'fixed' } & TimeRange);

const UNIT_MILLIS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

export const PRESETS = ['15m', '1h', '6h', '24h', '7d', '14d', '30d'] as const;

export const PRESET_LABELS: Readonly<Record<(typeof PRESETS)[number], string>> = {
  '15m': 'Last 15 minutes',
  '1h': 'Last hour',
  '6h': 'Last 6 hours',
  '24h': 'Last 24 hours',
  '7d': 'Last 7 days',
  '14d': 'Last 14 days',
  '30d': 'Last 30 days',
};

/** Shorter than a rollup's bucket says nothing. */
const MIN_RANGE_MILLIS = 60_000;
const MAX_RANGE_MILLIS = 3653 * 86_400_000;

export const DEFAULT_TIME: TimeChoice = { kind: 'last', text: '24h', millis: 86_400_000 };

/** `24h`, `30d`; null for anything else. */
export function lastOf(text: string): TimeChoice | null {
  const [, count, unit] = /^(\d{1,5})([mhd])$/.exec(text) ?? [];
  const millis = Number(count) * (UNIT_MILLIS[unit ?? ''] ?? Number.NaN);
  return millis >= MIN_RANGE_MILLIS && millis <= MAX_RANGE_MILLIS ? { kind: 'last', text, millis } : null;
}

/** Null when the times are no range. */
export function fixedOf(from: string, to: string): TimeChoice | null {
  const range = { from: Date.parse(from), to: Date.parse(to) };
  const length = range.to - range.from;
  return length >= MIN_RANGE_MILLIS && length <= MAX_RANGE_MILLIS ? { kind: 'fixed', ...range } : null;
}

export function rangeOf(choice: TimeChoice, now: number): TimeRange {
  return choice.kind === 'fixed' ? { from: choice.from, to: choice.to } : { from: now - choice.millis, to: now };
}

export function lengthOf(choice: TimeChoice): number {
  return choice.kind === 'fixed' ? choice.to - choice.from : choice.millis;
}

/** An end so near to now, as a part of the range, is now: going back and forth again takes a while. */
const NOW_SHARE = 0.05;

/** Half a range back or forth; forth never beyond now, where the choice follows the clock again. */
export function stepped(choice: TimeChoice, direction: -1 | 1, now: number): TimeChoice {
  const range = rangeOf(choice, now);
  const length = lengthOf(choice);
  const to = range.to + (direction * length) / 2;
  if (to < now - length * NOW_SHARE) return { kind: 'fixed', from: to - length, to };
  return lastOfLength(length) ?? { kind: 'fixed', from: now - length, to: now };
}

function lastOfLength(millis: number): TimeChoice | null {
  const preset = PRESETS.find((text) => lengthOf(lastOf(text) ?? DEFAULT_TIME) === millis);
  return preset === undefined ? lastOf(`${Math.round(millis / 60_000)}m`) : lastOf(preset);
}

import type { EpochMillis } from '../model/clock.ts';

/**
 * Widths of rollup buckets, cut in UTC. A quarter hour is what zones like Asia/Kathmandu need; hours, of which there
 * are only sums, are what most questions about a day or a week read instead.
 */
export const RESOLUTIONS = ['minute', 'quarter', 'hour', 'day'] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

export const RESOLUTION_MILLIS: Readonly<Record<Resolution, number>> = {
  minute: 60_000,
  quarter: 15 * 60_000,
  hour: 60 * 60_000,
  day: 24 * 60 * 60_000,
};

export function bucketStart(resolution: Resolution, time: EpochMillis): EpochMillis {
  return time - (time % RESOLUTION_MILLIS[resolution]);
}

import type { TimeRange } from '../../../model/time-range.ts';
import { RESOLUTION_MILLIS, type Resolution } from '../../../rollup/resolution.ts';

/** `localDay`: days of UTC, with quarter hours that move their ends to where the zone has them. */
export type RollupSource = Resolution | 'localDay';
export type Source = RollupSource | 'raw';

export const SOURCE_MILLIS: Readonly<Record<RollupSource, number>> = {
  ...RESOLUTION_MILLIS,
  localDay: RESOLUTION_MILLIS.day,
};

/** A part of the asked range and where its figures are read. */
export interface Segment extends TimeRange {
  readonly source: Source;
}

/**
 * Cuts the range into whole buckets, as coarse as `sources` (coarsest first) allows, and reads only
 * what no bucket covers from raw requests: less than a finest bucket at each end.
 */
export function cutIntoSegments(range: TimeRange, sources: readonly RollupSource[]): readonly Segment[] {
  const { from, to } = range;
  if (!(from < to)) return [];
  const [coarsest, ...finer] = sources;
  if (coarsest === undefined) return [{ source: 'raw', from, to }];
  const width = SOURCE_MILLIS[coarsest];
  const first = Math.ceil(from / width) * width;
  const last = Math.floor(to / width) * width;
  if (first >= last) return cutIntoSegments(range, finer);
  return [
    ...cutIntoSegments({ from, to: first }, finer),
    { source: coarsest, from: first, to: last },
    ...cutIntoSegments({ from: last, to }, finer),
  ];
}

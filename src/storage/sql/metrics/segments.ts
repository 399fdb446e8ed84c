import type { TimeRange } from '../../../model/time-range.ts';
import { RESOLUTION_MILLIS, type Resolution } from '../../../rollup/resolution.ts';

export type Source = Resolution | 'raw';

/** A part of the asked range and where its figures are read. */
export interface Segment extends TimeRange {
  readonly source: Source;
}

/**
 * Cuts the range into whole buckets, as coarse as `resolutions` (coarsest first) allows, and reads only
 * what no bucket covers from raw requests: less than a finest bucket at each end.
 */
export function cutIntoSegments(range: TimeRange, resolutions: readonly Resolution[]): readonly Segment[] {
  const { from, to } = range;
  if (!(from < to)) return [];
  const [coarsest, ...finer] = resolutions;
  if (coarsest === undefined) return [{ source: 'raw', from, to }];
  const width = RESOLUTION_MILLIS[coarsest];
  const first = Math.ceil(from / width) * width;
  const last = Math.floor(to / width) * width;
  if (first >= last) return cutIntoSegments(range, finer);
  return [
    ...cutIntoSegments({ from, to: first }, finer),
    { source: coarsest, from: first, to: last },
    ...cutIntoSegments({ from: last, to }, finer),
  ];
}

import type { EpochMillis } from '../../../model/clock.ts';
import type { TimeRange } from '../../../model/time-range.ts';
import { RESOLUTION_MILLIS } from '../../../rollup/resolution.ts';
import type { TimeZone } from '../../../rollup/time-zone.ts';

const DAY = RESOLUTION_MILLIS.day;

/** A day of UTC as a zone cuts it. */
export interface CutDay {
  /** The most of it that is of one local day. */
  readonly most: TimeRange;
  /** What belongs to other local days. */
  readonly ends: readonly TimeRange[];
}

/** `start` is the UTC day's. */
export function cutDay(start: EpochMillis, zone: TimeZone): CutDay {
  const parts = localParts(start, zone).sort((a, b) => b.to - b.from - (a.to - a.from));
  const [most = { from: start, to: start + DAY }, ...ends] = parts;
  return { most, ends };
}

function localParts(start: EpochMillis, zone: TimeZone): TimeRange[] {
  const parts: TimeRange[] = [];
  for (let to = start + DAY; to > start; ) {
    const from = Math.max(start, zone.startOfDay(to - 1));
    parts.push({ from, to });
    to = from;
  }
  return parts;
}

import type { TimeRange } from '../../../model/time-range.ts';
import type { Segment } from './segments.ts';

/** Time that rollups answer for: there, requests that are not folded yet have to be added. */
export function foldedRanges(segments: readonly Segment[]): readonly TimeRange[] {
  const ranges: { from: number; to: number }[] = [];
  for (const { source, from, to } of segments) {
    if (source === 'raw') continue;
    const last = ranges.at(-1);
    if (last?.to === from) last.to = to;
    else ranges.push({ from, to });
  }
  return ranges;
}

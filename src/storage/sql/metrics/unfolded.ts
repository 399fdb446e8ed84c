import type { TimeRange } from '../../../model/time-range.ts';
import type { CountedRequest } from '../rollup-writer.ts';
import type { Question } from './question.ts';
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

/** Calls `take` for those of the requests that the question is about. */
export function readUnfolded(
  requests: readonly CountedRequest[],
  { filters: asked, ranges }: { readonly filters: Question['filters']; readonly ranges: readonly TimeRange[] },
  take: (request: CountedRequest) => void,
): void {
  const filters = asked.map(({ column, ids }) => ({ column, ids: new Set(ids) }));
  for (const request of requests) {
    if (!ranges.some(({ from, to }) => request.time >= from && request.time < to)) continue;
    if (filters.every(({ column, ids }) => ids.has(request[column]))) take(request);
  }
}

import type { SampledStack, SampledStacks } from './sampled-stacks.ts';
import type { TimeSpan, TraceView } from './trace-view.ts';

/** A stack that was seen at an instant inside a segment. */
export interface Sighting {
  readonly time: number;
  readonly stack: SampledStack;
}

/** Samples that show code of the segment. Those taken in a garbage collection show what it interrupted, if anything. */
export function samplesIn(span: TimeSpan, profiles: readonly SampledStacks[], view: TraceView): readonly Sighting[] {
  const sightings: Sighting[] = [];
  for (const profile of profiles) {
    if (profile.end < span.start || profile.start > span.end) continue;
    for (let index = profile.firstSince(span.start); index < profile.times.length; index += 1) {
      const time = profile.times[index] ?? 0;
      if (time >= span.end) break;
      const stack = profile.stackAt(index);
      if (stack.frames.length > 0 && !view.isCollectingAt(time)) sightings.push({ time, stack });
    }
  }
  return sightings.sort((a, b) => a.time - b.time);
}

/**
 * Gives each instant of the span to the sighting nearest to it. A sample that comes late comes when the processor is given
 * back to what it had been taken from: what is missing before it belongs to it.
 */
export function nearestSpans<Seen extends { readonly time: number }>(
  { start, end }: TimeSpan,
  sightings: readonly Seen[],
  periodMillis: number = Number.POSITIVE_INFINITY,
): readonly (TimeSpan & { readonly sighting: Seen })[] {
  const between = (earlier: Seen, later: Seen): number =>
    Math.min((earlier.time + later.time) / 2, earlier.time + periodMillis / 2);
  return sightings.map((sighting, index) => {
    const [previous, next] = [sightings[index - 1], sightings[index + 1]];
    return {
      sighting,
      start: previous === undefined ? start : between(previous, sighting),
      end: next === undefined ? end : between(sighting, next),
    };
  });
}

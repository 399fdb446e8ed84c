import type { SampledStack, SampledStacks } from './sampled-stacks.ts';
import type { TimeSpan, TraceView } from './trace-view.ts';

/** A stack that was seen at an instant inside a segment. */
export interface Sighting {
  readonly time: number;
  readonly stack: SampledStack;
}

export interface SightingSpan extends TimeSpan {
  readonly sighting: Sighting;
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

/** Gives each instant of the span to the sighting nearest to it. */
export function nearestSpans<Seen extends { readonly time: number }>(
  { start, end }: TimeSpan,
  sightings: readonly Seen[],
): readonly (TimeSpan & { readonly sighting: Seen })[] {
  return sightings.map((sighting, index) => {
    const [previous, next] = [sightings[index - 1], sightings[index + 1]];
    return {
      sighting,
      start: previous === undefined ? start : (previous.time + sighting.time) / 2,
      end: next === undefined ? end : (sighting.time + next.time) / 2,
    };
  });
}

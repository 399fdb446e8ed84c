import type { CallLines } from './call-lines.ts';
import { type CodePath, type FrameOrigin, hasApp, toInnermostApp } from './code-path.ts';
import { withLostFrames } from './lost-frames.ts';
import type { PossibleLines } from './possible-lines.ts';
import type { ResumeStacks } from './resume-stacks.ts';
import { joined } from './resume-stacks.ts';
import type { PathShare, RunningLines, SeenPath } from './running-lines.ts';
import type { SampledStacks } from './sampled-stacks.ts';
import type { SegmentMemory } from './segment-memory.ts';
import { nearestSpans, samplesIn } from './segment-samples.ts';
import type { TileView, TraceView } from './trace-view.ts';

/** An instant of a segment whose place is known. */
interface PlacedInstant {
  readonly time: number;
  readonly places: readonly PathShare[];
}

export interface PlacedSpan {
  readonly places: readonly PathShare[];
  readonly cpuMillis: number;
  readonly gcMillis: number;
}

export interface SegmentParts {
  readonly view: TraceView;
  readonly resumed: ResumeStacks;
  readonly running: RunningLines;
  readonly calls: CallLines;
  readonly possible: PossibleLines;
  readonly segments: SegmentMemory;
  readonly origin: FrameOrigin;
  readonly profiles: readonly SampledStacks[];
  readonly samplingPeriodMillis: number | null;
}

/**
 * Divides a segment, whose length is exact, between the lines that were seen in it or, if no sample fell into it, in the same code
 * of other requests. Instants without a known place, as those
 * in V8's own code, go to their neighbours.
 */
export function divideSegment(
  tile: TileView,
  { view, resumed, running, calls, possible, segments, origin, profiles, samplingPeriodMillis }: SegmentParts,
): { readonly spans: readonly PlacedSpan[]; readonly samples: number } {
  const own = resumed.pathOf(tile.stack);
  const pending = hasApp(own, origin) ? own : joined(resumed.pathOf(tile.pending), own);
  const points = view.pointsIn(tile).map(({ time, stack }) => ({ time, path: resumed.pathOf(stack) }));
  const seen = samplesIn(tile, profiles, view).map(({ time, stack }) => ({ time, stack: possible.of(stack) }));
  const samples = withLostFrames(seen, calls);
  const placed = samples
    .map(({ time, stack }) => ({ time, places: running.pathsOf({ time, stack }, { own, pending, points }) }))
    .filter(({ places }) => places.length > 0);
  const millis = tile.end - tile.start;
  const place = { resumed: pending, lastSeen: points.at(-1)?.path ?? [], millis };
  if (placed.length > 0) {
    const period = samplingPeriodMillis ?? undefined;
    const sightings = placed.map(({ time, places }) => ({ at: (time - tile.start) / millis, places }));
    segments.remember(place, sightings);
    return { spans: spansOf(tile, placed, { view, period }), samples: samples.length };
  }
  const recalled = segments.recall(place).map(({ at, places }) => ({ time: tile.start + at * millis, places }));
  // Points are where code begins something, not when time passes: beside samples they would take time from what ran before.
  const instants = recalled.length > 0 ? recalled : known(tile, pending, { points, origin });
  return { spans: spansOf(tile, instants, { view, period: undefined }), samples: samples.length };
}

/**
 * Gives each instant to the sighting nearest to it. Garbage collections count as no time at all here, because the same code
 * runs before and after: each goes to whom that instant belongs to.
 */
function spansOf(
  tile: TileView,
  instants: readonly PlacedInstant[],
  { view, period }: { readonly view: TraceView; readonly period: number | undefined },
): readonly PlacedSpan[] {
  const collected = (until: number): number => view.collectedIn({ start: tile.start, end: until });
  const running = instants.map(({ time, places }) => ({ time: time - collected(time), places }));
  const span = { start: tile.start, end: tile.end - collected(tile.end) };
  const collections = view
    .collectionsIn(tile)
    .map(({ start, end }) => ({ at: start - collected(start), millis: end - start }));
  let next = 0;
  return nearestSpans(span, running, period).map(({ sighting, start, end }, index) => {
    let gcMillis = 0;
    for (let at = collections[next]; at !== undefined; at = collections[next]) {
      if (at.at >= end && index < running.length - 1) break;
      gcMillis += at.millis;
      next += 1;
    }
    return { places: sighting.places, cpuMillis: end - start, gcMillis };
  });
}

/** Too short to be sampled: between the line that resumed it and those where it was seen to begin something. */
function known(
  { start }: TileView,
  resumed: CodePath,
  { points, origin }: { readonly points: readonly SeenPath[]; readonly origin: FrameOrigin },
): readonly PlacedInstant[] {
  const instants = points.map((point) => placedPoint(point, origin));
  return resumed.length === 0 ? instants : [placedPoint({ time: start, path: resumed }, origin), ...instants];
}

function placedPoint({ time, path }: SeenPath, origin: FrameOrigin): PlacedInstant {
  return { time, places: [{ path: toInnermostApp(path, origin), share: 1 }] };
}

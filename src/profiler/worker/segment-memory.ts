import type { DurationMillis } from '../../model/clock.ts';
import type { CodePath } from './code-path.ts';
import type { PathShare } from './running-lines.ts';

/** A piece of a request's code: what resumed it, and where it stood when it last began something. */
export interface SegmentPlace {
  readonly resumed: CodePath;
  readonly lastSeen: CodePath;
  readonly millis: DurationMillis;
}

/** At which part of a segment, 0 to 1, what was seen. */
export interface RememberedSighting {
  readonly at: number;
  readonly places: readonly PathShare[];
}

interface RememberedSegment {
  readonly millis: DurationMillis;
  readonly sightings: readonly RememberedSighting[];
}

const MAXIMUM_PLACES = 2000;
const SEGMENTS_PER_PLACE = 12;
/** Of a long segment, which is hardly ever without samples of its own. */
const SIGHTINGS_PER_SEGMENT = 8;
/** Twice as long and it has probably run other code. */
const SIMILAR_RATIO = 2;

/**
 * What was sampled in the same piece of code of other requests. A piece shorter than the sampling period is mostly not sampled at
 * all, nor is one that collects garbage most of the time: without this its time would always go to the line that resumed
 * it, and many requests together would show too little of what runs there.
 */
export class SegmentMemory {
  readonly #places = new Map<string, RememberedSegment[]>();

  remember(place: SegmentPlace, sightings: readonly RememberedSighting[]): void {
    if (this.#places.size > MAXIMUM_PLACES) this.#places.clear();
    const key = keyOf(place);
    const step = Math.max(1, sightings.length / SIGHTINGS_PER_SEGMENT);
    const count = Math.min(sightings.length, SIGHTINGS_PER_SEGMENT);
    const kept = Array.from({ length: count }, (_, index) => sightings[Math.floor((index + 0.5) * step)]);
    const segment = { millis: place.millis, sightings: kept.filter((sighting) => sighting !== undefined) };
    this.#places.set(key, [...(this.#places.get(key) ?? []), segment].slice(-SEGMENTS_PER_PLACE));
  }

  /** In order of their part; empty where nothing similar was seen. */
  recall(place: SegmentPlace): readonly RememberedSighting[] {
    const isSimilar = ({ millis }: RememberedSegment): boolean =>
      millis <= place.millis * SIMILAR_RATIO && place.millis <= millis * SIMILAR_RATIO;
    return (this.#places.get(keyOf(place)) ?? [])
      .filter(isSimilar)
      .flatMap(({ sightings }) => sightings)
      .sort((a, b) => a.at - b.at);
  }
}

function keyOf({ resumed, lastSeen }: SegmentPlace): string {
  return `${textOf(resumed)}|${textOf(lastSeen)}`;
}

function textOf(path: CodePath): string {
  return path.map(({ file, line, column, function: name }) => `${file}:${line}:${column}:${name}`).join('>');
}

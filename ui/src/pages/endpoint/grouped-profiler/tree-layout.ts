import type { ApiGroupedLine } from '../../../../../src/api/contract.ts';
import type { GroupedNode } from './grouped-profile.tsx';

/** A line's place in a drawing of the tree: where it begins, how wide it is, 0-1 of all time, and how deep it lies. */
export interface Place {
  readonly key: string;
  readonly line: ApiGroupedLine;
  readonly start: number;
  readonly width: number;
  /** 0 for the outermost lines. */
  readonly depth: number;
}

/** Narrower ones are not drawn: nobody could see or point at them. */
const LEAST_WIDTH = 0.0008;

/** Each line above those below it, as wide as its time; the costliest first. */
export function treeLayout(roots: readonly GroupedNode[], whole: number): readonly Place[] {
  return [...placesOf(roots, { whole, start: 0, depth: 0 })];
}

interface Origin {
  readonly whole: number;
  readonly start: number;
  readonly depth: number;
}

function* placesOf(nodes: readonly GroupedNode[], { whole, start, depth }: Origin): Generator<Place> {
  let at = start;
  for (const { key, line, children } of [...nodes].sort(
    (left, right) => right.line.totalMillis - left.line.totalMillis,
  )) {
    const width = line.totalMillis / whole;
    if (width < LEAST_WIDTH) continue;
    yield { key, line, start: at, width, depth };
    yield* placesOf(children, { whole, start: at, depth: depth + 1 });
    at += width;
  }
}

export function depthOf(places: readonly Place[]): number {
  return places.reduce((most, { depth }) => Math.max(most, depth + 1), 0);
}

/** The line at this part of the width, this deep; null where nothing is drawn. */
export function placeAt(places: readonly Place[], part: number, depth: number): Place | null {
  return (
    places.find((place) => place.depth === depth && part >= place.start && part < place.start + place.width) ?? null
  );
}

export type Step = 'up' | 'down' | 'left' | 'right';

/** The neighbour in that direction; the same place where there is none. */
export function neighbourOf(places: readonly Place[], from: Place | null, step: Step): Place | null {
  if (from === null) return places[0] ?? null;
  const middle = from.start + from.width / 2;
  if (step === 'up') return placeAt(places, middle, from.depth - 1) ?? from;
  const isBelow = ({ start, depth }: Place): boolean =>
    depth === from.depth + 1 && start >= from.start - 1e-9 && start < from.start + from.width;
  if (step === 'down') return places.find(isBelow) ?? from;
  const row = places.filter(({ depth }) => depth === from.depth);
  return row[row.indexOf(from) + (step === 'left' ? -1 : 1)] ?? from;
}

/** Pixels around a sunburst's rings. */
export interface Rings {
  readonly x: number;
  readonly y: number;
  readonly hole: number;
  readonly ring: number;
}

const HOLE_SHARE = 0.2;
const MOST_RING_PIXELS = 40;

export function ringsOf(width: number, height: number, depth: number): Rings {
  const radius = Math.max(1, Math.min(width, height) / 2 - 4);
  const hole = radius * HOLE_SHARE;
  return { x: width / 2, y: height / 2, hole, ring: Math.min(MOST_RING_PIXELS, (radius - hole) / Math.max(1, depth)) };
}

/** Radians from the top, clockwise as the screen's y grows downwards. */
export function angleOf(part: number): number {
  return part * 2 * Math.PI - Math.PI / 2;
}

/** The line at this pixel. */
export function sectorAt(
  places: readonly Place[],
  { x, y, hole, ring }: Rings,
  at: { readonly x: number; readonly y: number },
): Place | null {
  const distance = Math.hypot(at.x - x, at.y - y);
  if (distance < hole) return null;
  const angle = Math.atan2(at.y - y, at.x - x) + Math.PI / 2;
  const part = ((angle + 2 * Math.PI) % (2 * Math.PI)) / (2 * Math.PI);
  return placeAt(places, part, Math.floor((distance - hole) / ring));
}

const LEAST_ROW_PIXELS = 24;
const MOST_ROW_PIXELS = 38;

/** Of a flame graph: few rows get more room. */
export function rowHeightOf(height: number, depth: number): number {
  return Math.min(MOST_ROW_PIXELS, Math.max(LEAST_ROW_PIXELS, Math.floor(height / Math.max(1, depth))));
}

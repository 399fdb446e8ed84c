import type { DurationMillis } from '../../model/clock.ts';
import { type EndpointKey, endpointName } from '../../model/endpoint.ts';
import { AWAIT_CAUSES } from '../../model/profile.ts';
import { POINT_STRIDE, TILE_FIELD, TILE_KINDS, TILE_STRIDE, type TraceRecord } from '../trace-record.ts';
import type { LoopHolder } from './loop-log.ts';
import { NO_STACK, StackTable } from './stack-table.ts';
import type { Tile } from './tiles.ts';
import { type AsyncStep, type Moment, NEVER, type Segment, type TraceLog } from './trace-log.ts';

const NOTHING = -1;
/** What began this little later was begun by the same code. */
const SLACK_MILLIS = 0.2;
/** How many of the latest steps are looked at. */
const MAXIMUM_PENDING = 200;
/** Shorter segments are not worth a stack of their own. */
const SHORTEST_WITH_POINTS_MILLIS = 0.03;

/** A record that only lacks the names of endpoints that had not ended yet. */
export interface EncodedTrace {
  readonly record: Omit<TraceRecord, 'endpoint' | 'costMillis' | 'durationMillis'>;
  readonly holders: readonly LoopHolder[];
}

export interface TraceSurroundings {
  readonly clockOffsetMillis: number;
  readonly collections: Float64Array<ArrayBuffer>;
}

export function encodeTrace(log: TraceLog, tiles: readonly Tile[], surroundings: TraceSurroundings): EncodedTrace {
  const table = new StackTable();
  const holders: LoopHolder[] = [];
  const encoded = new Float64Array(tiles.length * TILE_STRIDE);
  const pending = new PendingSteps(log, table);
  // The longest first, because only so many stacks are turned into lines.
  for (const tile of [...tiles].sort((a, b) => b.end - b.start - (a.end - a.start))) stackOf(tile, table, pending);
  for (const [index, tile] of tiles.entries()) {
    const at = index * TILE_STRIDE;
    encoded[at + TILE_FIELD.kind] = TILE_KINDS.indexOf(tile.kind);
    encoded[at + TILE_FIELD.start] = tile.start;
    encoded[at + TILE_FIELD.end] = tile.end;
    encoded[at + TILE_FIELD.stack] = stackOf(tile, table, pending);
    encoded[at + TILE_FIELD.pending] = table.indexOf(pending.innermost(tile.start, tile.end));
    encoded[at + TILE_FIELD.cause] = tile.cause === null ? NOTHING : AWAIT_CAUSES.indexOf(tile.cause);
    encoded[at + TILE_FIELD.holder] = holderIndex(tile.holder, holders);
  }
  const points = pointsOf(log, table);
  const { trace, startedAt, isTruncated } = log;
  const { stacks, frames } = table;
  const record = { trace, startedAt, isTruncated, ...surroundings, tiles: encoded, points, stacks, frames };
  return { record: { ...record, causes: AWAIT_CAUSES, holders: [] }, holders };
}

export interface TraceEnd {
  readonly endpoint: EndpointKey;
  readonly durationMillis: DurationMillis;
  readonly costMillis: DurationMillis;
}

/** Names those who held the loop, as far as they are known by now. */
export function completeRecord({ record, holders }: EncodedTrace, end: TraceEnd): TraceRecord {
  const names = holders.map(({ endpoint }) => (endpoint === null ? null : endpointName(endpoint)));
  for (let at = TILE_FIELD.holder; at < record.tiles.length; at += TILE_STRIDE) {
    if (names[record.tiles[at] ?? NOTHING] === null) record.tiles[at] = NOTHING;
  }
  return { ...record, ...end, holders: names.map((name) => name ?? '') };
}

/** The innermost place that shows the app's code, else any code, else what it came from. */
function stackOf({ place, kind, start, end }: Tile, table: StackTable, pending: PendingSteps): number {
  const places: AsyncStep[] = [];
  for (let at = place; at !== null; at = at.outer) places.push(at.step);
  const ofApp = places.find((step) => table.showsApp(step));
  const best = ofApp ?? places.find((step) => table.framesOf(step).length > 0) ?? places[0] ?? null;
  const index = table.indexOf(best);
  return index !== NO_STACK || kind === 'cpu' ? index : table.indexOf(pending.innermost(start, end));
}

function holderIndex(holder: LoopHolder | null, holders: LoopHolder[]): number {
  if (holder === null) return NOTHING;
  const known = holders.indexOf(holder);
  return known === NOTHING ? holders.push(holder) - 1 : known;
}

/** Where the code stood at the first and the last instant it was seen in each segment. */
function pointsOf(log: TraceLog, table: StackTable): Float64Array<ArrayBuffer> {
  const seen = new Map<Segment, [AsyncStep, AsyncStep]>();
  for (const step of log.steps) {
    if (step.stack === null || step.segment.end - step.segment.start < SHORTEST_WITH_POINTS_MILLIS) continue;
    seen.set(step.segment, [seen.get(step.segment)?.[0] ?? step, step]);
  }
  const points: number[] = [];
  for (const pair of seen.values()) {
    for (const step of new Set(pair)) {
      const stack = table.indexOf(step);
      if (stack !== NO_STACK) points.push(step.startedAt, stack);
    }
  }
  return Float64Array.from(points.slice(0, points.length - (points.length % POINT_STRIDE)));
}

/** For what nothing of the request's own explains, as waits in pooled sockets: what it awaited at the time. */
class PendingSteps {
  readonly #steps: readonly AsyncStep[];
  readonly #table: StackTable;

  constructor(log: TraceLog, table: StackTable) {
    this.#steps = log.steps.filter(({ stack }) => stack !== null);
    this.#table = table;
  }

  /** Of those begun in the same segment the innermost has the longest way to the app's outermost line. */
  innermost(start: Moment, end: Moment): AsyncStep | null {
    let index = this.#firstAfter(start + SLACK_MILLIS) - 1;
    let found: AsyncStep | null = null;
    for (const earliest = Math.max(0, index - MAXIMUM_PENDING); index >= earliest; index -= 1) {
      const step = this.#steps[index];
      if (step === undefined || (step.calledAt !== NEVER && step.calledAt < end - SLACK_MILLIS)) continue;
      if (found !== null && step.segment !== found.segment) break;
      if (this.#table.showsApp(step) && this.#depth(step) > this.#depth(found)) found = step;
    }
    return found;
  }

  #depth(step: AsyncStep | null): number {
    return step === null ? 0 : this.#table.framesOf(step).length;
  }

  #firstAfter(moment: Moment): number {
    let [low, high] = [0, this.#steps.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#steps[middle]?.startedAt ?? 0) <= moment) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

import type { AwaitCause } from '../../model/profile.ts';
import {
  COLLECTION_STRIDE,
  POINT_STRIDE,
  TILE_FIELD,
  TILE_KINDS,
  TILE_STRIDE,
  type TileKind,
  type TraceRecord,
} from '../trace-record.ts';

/** A tile with V8's times. */
export interface TileView {
  readonly kind: TileKind;
  readonly start: number;
  readonly end: number;
  readonly stack: number;
  readonly pending: number;
  readonly cause: AwaitCause | null;
  readonly holder: string | null;
}

export interface PointView {
  readonly time: number;
  readonly stack: number;
}

export interface TimeSpan {
  readonly start: number;
  readonly end: number;
}

/** Reads a record's columns; all times on V8's clock. */
export class TraceView {
  readonly tiles: readonly TileView[];
  /** In order of time. */
  readonly points: readonly PointView[];
  readonly collections: readonly TimeSpan[];
  readonly start: number;
  readonly end: number;

  constructor(record: TraceRecord) {
    const { clockOffsetMillis: offset } = record;
    this.tiles = rows(record.tiles, TILE_STRIDE).map((row) => ({
      kind: TILE_KINDS[row[TILE_FIELD.kind] ?? 0] ?? 'cpu',
      start: (row[TILE_FIELD.start] ?? 0) + offset,
      end: (row[TILE_FIELD.end] ?? 0) + offset,
      stack: row[TILE_FIELD.stack] ?? -1,
      pending: row[TILE_FIELD.pending] ?? -1,
      cause: record.causes[row[TILE_FIELD.cause] ?? -1] ?? null,
      holder: record.holders[row[TILE_FIELD.holder] ?? -1] ?? null,
    }));
    this.points = rows(record.points, POINT_STRIDE)
      .map(([time = 0, stack = -1]) => ({ time: time + offset, stack }))
      .sort((a, b) => a.time - b.time);
    this.collections = rows(record.collections, COLLECTION_STRIDE).map(([start = 0, end = 0]) => ({
      start: start + offset,
      end: end + offset,
    }));
    this.start = this.tiles[0]?.start ?? 0;
    this.end = this.tiles.at(-1)?.end ?? 0;
  }

  pointsIn({ start, end }: TimeSpan): readonly PointView[] {
    return this.points.filter(({ time }) => time >= start && time <= end);
  }

  /** As far as they are in the span. */
  collectionsIn({ start, end }: TimeSpan): readonly TimeSpan[] {
    return this.collections
      .map((span) => ({ start: Math.max(start, span.start), end: Math.min(end, span.end) }))
      .filter((span) => span.end > span.start);
  }

  collectedIn(span: TimeSpan): number {
    return this.collectionsIn(span).reduce((millis, { start, end }) => millis + end - start, 0);
  }

  isCollectingAt(time: number): boolean {
    return this.collections.some(({ start, end }) => start <= time && time <= end);
  }
}

function rows(columns: Float64Array, stride: number): readonly Float64Array[] {
  return Array.from({ length: columns.length / stride }, (_, row) =>
    columns.subarray(row * stride, (row + 1) * stride),
  );
}

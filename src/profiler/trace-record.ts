import type { DurationMillis, EpochMillis } from '../model/clock.ts';
import type { EndpointKey } from '../model/endpoint.ts';
import type { AwaitCause } from '../model/profile.ts';

/** A place in the running code, before source maps. */
export interface CallFrame {
  /** Absolute path or `node:` name. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  readonly function: string;
  /** Where the function begins: tells functions of one name apart. */
  readonly definedLine: number;
  readonly definedColumn: number;
}

/** One captured call stack; frames are indexes into `TraceRecord.frames`, innermost first. */
export interface TraceStack {
  readonly frames: readonly number[];
  /** The stack of what this one was resumed from, -1 for none: together they are the way from the request's start. */
  readonly parent: number;
}

export const TILE_KINDS = ['cpu', 'await', 'queue'] as const;
export type TileKind = (typeof TILE_KINDS)[number];

/**
 * Columns of `TraceRecord.tiles`. Times are the app thread's monotonic milliseconds; -1 stands for nothing. `pending` is the
 * innermost stack that waited meanwhile: what runs without code of the app above it runs for that.
 */
export const TILE_FIELD = { kind: 0, start: 1, end: 2, stack: 3, pending: 4, cause: 5, holder: 6 } as const;
export const TILE_STRIDE = 7;

/** Columns of `TraceRecord.points`: time and stack. At this instant the code stood there. */
export const POINT_STRIDE = 2;

/** Columns of `TraceRecord.collections`: start and end of each. When V8 collected garbage. */
export const COLLECTION_STRIDE = 2;

/** What the app's thread saw of one request, for the worker to make a `Profile` of. Survives a structured clone. */
export interface TraceRecord {
  readonly trace: number;
  readonly endpoint: EndpointKey;
  readonly startedAt: EpochMillis;
  readonly durationMillis: DurationMillis;
  readonly costMillis: DurationMillis;
  readonly isTruncated: boolean;
  /** Adds to the app thread's monotonic milliseconds to give V8's clock. */
  readonly clockOffsetMillis: number;
  /** In order, without a hole from the request's start to its end. */
  readonly tiles: Float64Array<ArrayBuffer>;
  readonly points: Float64Array<ArrayBuffer>;
  readonly collections: Float64Array<ArrayBuffer>;
  readonly stacks: readonly TraceStack[];
  readonly frames: readonly CallFrame[];
  /** Causes of `await` tiles, by column `cause`. */
  readonly causes: readonly AwaitCause[];
  /** Endpoints that held the event loop, by column `holder`. */
  readonly holders: readonly string[];
}

/** To be moved, not copied, to the worker. */
export function transferablesOf(record: TraceRecord): ArrayBuffer[] {
  return [record.tiles.buffer, record.points.buffer, record.collections.buffer];
}

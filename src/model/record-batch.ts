import type { EpochMillis } from './clock.ts';
import type { EndpointKey } from './endpoint.ts';
import type { OutlierRecord } from './outlier.ts';
import type { RuntimeSample } from './runtime-sample.ts';

/**
 * What crosses from the app's thread to the worker: one flush of the buffer.
 * Numbers travel in one typed array and strings once per batch, because posting one object per
 * request costs the app's thread several times more.
 */
export interface RecordBatch {
  /** Identifies one monitor in one process; with `sequence` it makes replays harmless. */
  readonly instance: string;
  /** 1, 2, 3, … per instance. */
  readonly sequence: number;
  /** App version that served these requests. */
  readonly version: string;
  /** Endpoints that the rows refer to by index. */
  readonly endpoints: readonly EndpointKey[];
  /** Groups and IPs that the rows refer to by index. */
  readonly strings: readonly string[];
  /** `REQUEST_STRIDE` numbers per request, see `REQUEST_FIELD`. */
  readonly requests: Float64Array;
  /** Endpoints at level 0: only the time of their last request. */
  readonly touches: readonly EndpointTouch[];
  /** Rows whose requests an outlier or a profile tells more of. Absent when there are none. */
  readonly traced?: readonly TracedRow[];
  /** Absent when there are none. An outlier comes before its request's row, which may never come. */
  readonly outliers?: readonly OutlierRecord[];
  /** Of the process that the batch comes from. Absent when there are none. */
  readonly runtime?: readonly RuntimeSample[];
}

export interface TracedRow {
  /** Which of the batch's requests, from 0. */
  readonly row: number;
  /** See `TraceKey`. */
  readonly trace: number;
}

export interface EndpointTouch {
  /** Into `endpoints`. */
  readonly endpoint: number;
  readonly time: EpochMillis;
}

/** Offsets of one request's numbers in `RecordBatch.requests`. */
export const REQUEST_FIELD = {
  /** Index into `endpoints`. */
  endpoint: 0,
  /** Start of the request, epoch milliseconds. */
  time: 1,
  /** Milliseconds with fractions. */
  duration: 2,
  statusCode: 3,
  /** 1 when the client went away before the response was complete, else 0. */
  aborted: 4,
  /** Index into `strings`, or -1 for none. */
  group: 5,
  /** Index into `strings`, or -1 for none. */
  ip: 6,
} as const;

export const REQUEST_STRIDE = 7;

export function requestCount(batch: RecordBatch): number {
  return batch.requests.length / REQUEST_STRIDE;
}

import type { EpochMillis } from '../model/clock.ts';
import type { EndpointKey } from '../model/endpoint.ts';
import type { OutlierRecord } from '../model/outlier.ts';
import {
  type EndpointTouch,
  REQUEST_FIELD,
  REQUEST_STRIDE,
  type RecordBatch,
  type TracedRow,
} from '../model/record-batch.ts';
import type { RuntimeSample } from '../model/runtime-sample.ts';

/** One finished request as the recorder hands it over. */
export interface RequestRow {
  readonly endpoint: EndpointKey;
  readonly time: EpochMillis;
  readonly durationMillis: number;
  readonly statusCode: number;
  readonly aborted: boolean;
  readonly group: string | null;
  readonly ip: string | null;
  /** See `TraceKey`; null when nothing but this row tells of the request. */
  readonly trace: number | null;
}

export interface RecordBufferLimits {
  readonly rows: number;
  /** Characters of distinct groups and IPs. */
  readonly stringLength: number;
  readonly outliers: number;
}

export const DEFAULT_BUFFER_LIMITS: RecordBufferLimits = { rows: 8192, stringLength: 1_000_000, outliers: 500 };
/** Two hours of a worker that takes nothing. */
const MOST_RUNTIME_SAMPLES = 500;

const NONE = -1;

/**
 * Records between two flushes, on the app's thread: numbers in a preallocated array, each distinct
 * string once. Adding is O(1) and never grows the array; what does not fit is refused.
 */
export class RecordBuffer {
  readonly #limits: RecordBufferLimits;
  readonly #numbers: Float64Array;
  #rows = 0;
  #strings = new Map<string, number>();
  #stringLength = 0;
  #endpoints = new Map<EndpointKey, number>();
  #touches = new Map<number, EpochMillis>();
  #traced: TracedRow[] = [];
  #outliers: OutlierRecord[] = [];
  #runtime: RuntimeSample[] = [];

  constructor(limits: RecordBufferLimits = DEFAULT_BUFFER_LIMITS) {
    this.#limits = limits;
    this.#numbers = new Float64Array(limits.rows * REQUEST_STRIDE);
  }

  get rows(): number {
    return this.#rows;
  }

  get outliers(): number {
    return this.#outliers.length;
  }

  get isEmpty(): boolean {
    const others = this.#touches.size + this.#outliers.length + this.#runtime.length;
    return this.#rows === 0 && others === 0;
  }

  /** False when the buffer is full: the caller counts the drop. */
  add(row: RequestRow): boolean {
    if (this.#rows >= this.#limits.rows || this.#stringLength >= this.#limits.stringLength) return false;
    const numbers = this.#numbers;
    const at = this.#rows * REQUEST_STRIDE;
    numbers[at + REQUEST_FIELD.endpoint] = this.#endpointIndex(row.endpoint);
    numbers[at + REQUEST_FIELD.time] = row.time;
    numbers[at + REQUEST_FIELD.duration] = row.durationMillis;
    numbers[at + REQUEST_FIELD.statusCode] = row.statusCode;
    numbers[at + REQUEST_FIELD.aborted] = row.aborted ? 1 : 0;
    numbers[at + REQUEST_FIELD.group] = this.#stringIndex(row.group);
    numbers[at + REQUEST_FIELD.ip] = this.#stringIndex(row.ip);
    if (row.trace !== null) this.#traced.push({ row: this.#rows, trace: row.trace });
    this.#rows += 1;
    return true;
  }

  /** False when there is no room. */
  addOutlier(outlier: OutlierRecord): boolean {
    if (this.#outliers.length >= this.#limits.outliers) return false;
    // Its request's row may come much later, so the endpoint is announced with it.
    this.#endpointIndex(outlier.endpoint);
    this.#outliers.push(outlier);
    return true;
  }

  /** False when there is no room. */
  addRuntime(sample: RuntimeSample): boolean {
    if (this.#runtime.length >= MOST_RUNTIME_SAMPLES) return false;
    this.#runtime.push(sample);
    return true;
  }

  /** Bounded by the number of endpoints: only the last time of each is kept. */
  touch(endpoint: EndpointKey, time: EpochMillis): void {
    this.#touches.set(this.#endpointIndex(endpoint), time);
  }

  /** Takes everything out as one batch. */
  drain(identity: { readonly instance: string; readonly sequence: number; readonly version: string }): RecordBatch {
    const touches: EndpointTouch[] = [];
    for (const [endpoint, time] of this.#touches) touches.push({ endpoint, time });
    const batch: RecordBatch = {
      ...identity,
      endpoints: [...this.#endpoints.keys()],
      strings: [...this.#strings.keys()],
      requests: this.#numbers.slice(0, this.#rows * REQUEST_STRIDE),
      touches,
      ...(this.#traced.length === 0 ? {} : { traced: this.#traced }),
      ...(this.#outliers.length === 0 ? {} : { outliers: this.#outliers }),
      ...(this.#runtime.length === 0 ? {} : { runtime: this.#runtime }),
    };
    this.#rows = 0;
    this.#stringLength = 0;
    this.#strings = new Map();
    this.#endpoints = new Map();
    this.#touches = new Map();
    this.#traced = [];
    this.#outliers = [];
    this.#runtime = [];
    return batch;
  }

  #endpointIndex(endpoint: EndpointKey): number {
    let index = this.#endpoints.get(endpoint);
    if (index === undefined) {
      index = this.#endpoints.size;
      this.#endpoints.set(endpoint, index);
    }
    return index;
  }

  #stringIndex(text: string | null): number {
    if (text === null) return NONE;
    let index = this.#strings.get(text);
    if (index === undefined) {
      index = this.#strings.size;
      this.#strings.set(text, index);
      this.#stringLength += text.length;
    }
    return index;
  }
}

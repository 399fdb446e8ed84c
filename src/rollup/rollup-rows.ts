import { countingSort } from './counting-sort.ts';
import { isPlain } from './merge-summaries.ts';
import type { BucketKey } from './rollup.ts';

/** Numbers of one row, in one array for all rows: what belongs to a request lies side by side in memory. */
const FIELD = {
  endpointId: 0,
  versionId: 1,
  facet: 2,
  bucket: 3,
  requests: 4,
  errors: 5,
  sum: 6,
  min: 7,
  max: 8,
  firstTime: 9,
  lastTime: 10,
} as const;
const WIDTH = 11;
const MINUTE_MILLIS = 60_000;
const FIRST_ROWS = 256;

export interface RowFigures {
  readonly requests: number;
  readonly errors: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
  readonly firstTime: number;
  readonly lastTime: number;
}

/** Rollups without their sketches, found by key. A hash table with open addressing, as millions of requests go through it. */
export class RollupRows {
  #numbers = new Float64Array(FIRST_ROWS * WIDTH);
  /** Number of the row, from 1; 0 where there is none. At most half full. */
  #places = new Int32Array(FIRST_ROWS * 2);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The row of this key, added if need be. */
  rowOf(endpointId: number, versionId: number, facet: number, bucket: number): number {
    const numbers = this.#numbers;
    const mask = this.#places.length - 1;
    for (let place = hashOf(endpointId, versionId, facet, bucket) & mask; ; place = (place + 1) & mask) {
      const row = (this.#places[place] ?? 0) - 1;
      if (row < 0) {
        if (this.#hasRoom) return this.#append(place, [endpointId, versionId, facet, bucket]);
        this.#grow();
        return this.rowOf(endpointId, versionId, facet, bucket);
      }
      const at = row * WIDTH;
      if (
        numbers[at + FIELD.facet] === facet &&
        numbers[at] === endpointId &&
        numbers[at + FIELD.versionId] === versionId &&
        numbers[at + FIELD.bucket] === bucket
      ) {
        return row;
      }
    }
  }

  addRequest(row: number, time: number, micros: number, isError: boolean): void {
    const numbers = this.#numbers;
    const at = row * WIDTH;
    numbers[at + FIELD.requests] = (numbers[at + FIELD.requests] ?? 0) + 1;
    if (isError) numbers[at + FIELD.errors] = (numbers[at + FIELD.errors] ?? 0) + 1;
    numbers[at + FIELD.sum] = (numbers[at + FIELD.sum] ?? 0) + micros;
    this.#widen(at + FIELD.min, micros, micros);
    this.#widen(at + FIELD.firstTime, time, time);
  }

  addFigures(row: number, figures: RowFigures): void {
    const numbers = this.#numbers;
    const at = row * WIDTH;
    numbers[at + FIELD.requests] = (numbers[at + FIELD.requests] ?? 0) + figures.requests;
    numbers[at + FIELD.errors] = (numbers[at + FIELD.errors] ?? 0) + figures.errors;
    numbers[at + FIELD.sum] = (numbers[at + FIELD.sum] ?? 0) + figures.sum;
    this.#widen(at + FIELD.min, figures.min, figures.max);
    this.#widen(at + FIELD.firstTime, figures.firstTime, figures.lastTime);
  }

  read(row: number): BucketKey & RowFigures & { sketch: Uint8Array | null } {
    const numbers = this.#numbers;
    const at = row * WIDTH;
    return {
      endpointId: numbers[at + FIELD.endpointId] ?? 0,
      versionId: numbers[at + FIELD.versionId] ?? 0,
      facet: numbers[at + FIELD.facet] ?? 0,
      bucket: numbers[at + FIELD.bucket] ?? 0,
      requests: numbers[at + FIELD.requests] ?? 0,
      errors: numbers[at + FIELD.errors] ?? 0,
      sum: numbers[at + FIELD.sum] ?? 0,
      min: numbers[at + FIELD.min] ?? 0,
      max: numbers[at + FIELD.max] ?? 0,
      firstTime: numbers[at + FIELD.firstTime] ?? 0,
      lastTime: numbers[at + FIELD.lastTime] ?? 0,
      sketch: null,
    };
  }

  /** Without a sketch the row's figures say everything. */
  isPlain(row: number): boolean {
    const numbers = this.#numbers;
    const at = row * WIDTH;
    return isPlain(numbers[at + FIELD.requests] ?? 0, numbers[at + FIELD.min] ?? 0, numbers[at + FIELD.max] ?? 0);
  }

  /** Rows by endpoint, bucket and version, as they lie in the table: neighbours share a page. */
  inOrder(): Int32Array {
    const groups = new RollupRows();
    const groupOf = new Int32Array(this.#size);
    const numbers = this.#numbers;
    for (let row = 0, at = 0; row < this.#size; row += 1, at += WIDTH) {
      const [endpointId = 0, versionId = 0] = [numbers[at], numbers[at + FIELD.versionId]];
      groupOf[row] = groups.rowOf(endpointId, versionId, 0, numbers[at + FIELD.bucket] ?? 0);
    }
    const rankOf = new Uint32Array(groups.size);
    for (const [rank, group] of groups.#sorted().entries()) rankOf[group] = rank;
    return countingSort(
      groupOf.map((group) => rankOf[group] ?? 0),
      groups.size,
    );
  }

  #sorted(): readonly number[] {
    const keys = Array.from({ length: this.#size }, (_, row) => ({ row, ...this.read(row) }));
    keys.sort((a, b) => a.endpointId - b.endpointId || a.bucket - b.bucket || a.versionId - b.versionId);
    return keys.map(({ row }) => row);
  }

  #widen(at: number, low: number, high: number): void {
    const numbers = this.#numbers;
    if (low < (numbers[at] ?? 0)) numbers[at] = low;
    if (high > (numbers[at + 1] ?? 0)) numbers[at + 1] = high;
  }

  get #hasRoom(): boolean {
    return (this.#size + 1) * 2 <= this.#places.length;
  }

  #append(place: number, key: readonly number[]): number {
    const row = this.#size;
    this.#size += 1;
    this.#places[place] = this.#size;
    const at = row * WIDTH;
    this.#numbers.set(key, at);
    this.#numbers[at + FIELD.min] = Number.POSITIVE_INFINITY;
    this.#numbers[at + FIELD.firstTime] = Number.POSITIVE_INFINITY;
    return row;
  }

  #grow(): void {
    const numbers = new Float64Array(this.#numbers.length * 2);
    numbers.set(this.#numbers);
    this.#numbers = numbers;
    const mask = this.#places.length * 2 - 1;
    const places = new Int32Array(mask + 1);
    for (const number of this.#places) {
      if (number === 0) continue;
      const { endpointId, versionId, facet, bucket } = this.read(number - 1);
      let place = hashOf(endpointId, versionId, facet, bucket) & mask;
      while (places[place] !== 0) place = (place + 1) & mask;
      places[place] = number;
    }
    this.#places = places;
  }
}

function hashOf(endpointId: number, versionId: number, facet: number, bucket: number): number {
  const sum =
    Math.imul(endpointId, 0x9e3779b1) ^
    Math.imul(versionId, 0x85ebca6b) ^
    Math.imul(facet, 0xc2b2ae35) ^
    Math.imul(bucket / MINUTE_MILLIS, 0x27d4eb2f);
  const mixed = Math.imul(sum ^ (sum >>> 15), 0x2c1b3c6d);
  return mixed ^ (mixed >>> 13);
}

import { firstPlaces } from './counting-sort.ts';

const FIRST_ENTRIES = 4096;
const MOST_BUCKETS = 65_536;

/** The durations of rows, as buckets of the sketches: one entry for each request, in the order they came. */
export class DurationEntries {
  #rows = new Int32Array(FIRST_ENTRIES);
  #buckets = new Uint16Array(FIRST_ENTRIES);
  #count = 0;

  push(row: number, bucket: number): void {
    if (this.#count === this.#rows.length) this.#grow();
    this.#rows[this.#count] = row;
    this.#buckets[this.#count] = bucket;
    this.#count += 1;
  }

  /** So that each row's durations, once they are gathered, are in order. */
  sort(): void {
    const count = this.#count;
    const places = firstPlaces(this.#buckets.subarray(0, count), MOST_BUCKETS);
    const rows = new Int32Array(count);
    const buckets = new Uint16Array(count);
    // Not by an array of positions: what lies side by side is moved at once.
    for (let at = 0; at < count; at += 1) {
      const bucket = this.#buckets[at] ?? 0;
      const place = places[bucket] ?? 0;
      rows[place] = this.#rows[at] ?? 0;
      buckets[place] = bucket;
      places[bucket] = place + 1;
    }
    this.#rows = rows;
    this.#buckets = buckets;
  }

  /** By the rows that these rows are parts of. After `sort`. */
  gather(partOf: Int32Array, size: number): GatheredDurations {
    const ends = new Int32Array(size + 1);
    for (let at = 0; at < this.#count; at += 1) {
      const row = partOf[this.#rows[at] ?? 0] ?? 0;
      ends[row + 1] = (ends[row + 1] ?? 0) + 1;
    }
    for (let row = 0; row < size; row += 1) ends[row + 1] = (ends[row + 1] ?? 0) + (ends[row] ?? 0);
    const starts = ends.slice();
    const buckets = new Uint16Array(this.#count);
    for (let at = 0; at < this.#count; at += 1) {
      const row = partOf[this.#rows[at] ?? 0] ?? 0;
      const place = ends[row] ?? 0;
      buckets[place] = this.#buckets[at] ?? 0;
      ends[row] = place + 1;
    }
    return { starts, buckets };
  }

  #grow(): void {
    const length = Math.max(FIRST_ENTRIES, this.#count * 2);
    const rows = new Int32Array(length);
    rows.set(this.#rows);
    this.#rows = rows;
    const buckets = new Uint16Array(length);
    buckets.set(this.#buckets);
    this.#buckets = buckets;
  }
}

/** Each row's buckets, ascending, from its start to the next row's. */
export interface GatheredDurations {
  readonly starts: Int32Array;
  readonly buckets: Uint16Array;
}

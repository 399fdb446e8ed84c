import { PerformanceObserver } from 'node:perf_hooks';
import type { Moment } from './trace-log.ts';

const MAXIMUM_COLLECTIONS = 2000;

/** When V8 collected garbage on this thread, exactly. */
export class CollectionLog {
  #observer: PerformanceObserver | null = null;
  #collections: (readonly [start: Moment, end: Moment])[] = [];

  get isObserving(): boolean {
    return this.#observer !== null;
  }

  start(): void {
    if (this.#observer !== null) return;
    this.#observer = new PerformanceObserver((list) => this.#add(list.getEntries()));
    this.#observer.observe({ entryTypes: ['gc'] });
  }

  stop(): void {
    this.#observer?.disconnect();
    this.#observer = null;
    this.#collections = [];
  }

  /** Pairs of start and end. Node tells of a collection in the loop's next turn. */
  between(start: Moment, end: Moment): Float64Array<ArrayBuffer> {
    if (this.#observer !== null) this.#add(this.#observer.takeRecords());
    return Float64Array.from(
      this.#collections.filter((collection) => collection[1] > start && collection[0] < end).flat(),
    );
  }

  #add(entries: readonly { readonly startTime: number; readonly duration: number }[]): void {
    for (const { startTime, duration } of entries) this.#collections.push([startTime, startTime + duration]);
    if (this.#collections.length > MAXIMUM_COLLECTIONS)
      this.#collections = this.#collections.slice(-MAXIMUM_COLLECTIONS / 2);
  }
}

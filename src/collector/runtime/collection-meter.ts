import { PerformanceObserver } from 'node:perf_hooks';
import type { RuntimeSample } from '../../model/runtime-sample.ts';

/** Adds up garbage collections. Node tells of them a moment later, so that they count where they are told. */
export class CollectionMeter {
  readonly #observer: PerformanceObserver;
  #count = 0;
  #totalMillis = 0;
  #maxMillis = 0;

  constructor() {
    this.#observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) this.#add(duration);
    });
  }

  start(): void {
    this.#observer.observe({ entryTypes: ['gc'] });
  }

  stop(): void {
    this.#observer.disconnect();
  }

  /** Since the last call. */
  take(): RuntimeSample['collections'] {
    const taken = { count: this.#count, totalMillis: this.#totalMillis, maxMillis: this.#maxMillis };
    this.#count = 0;
    this.#totalMillis = 0;
    this.#maxMillis = 0;
    return taken;
  }

  #add(millis: number): void {
    this.#count += 1;
    this.#totalMillis += millis;
    this.#maxMillis = Math.max(this.#maxMillis, millis);
  }
}

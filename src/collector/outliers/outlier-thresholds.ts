import type { OutlierRule } from '../../config/options.ts';
import type { DurationMillis } from '../../model/clock.ts';
import { type EndpointKey, endpointName } from '../../model/endpoint.ts';
import type { EndpointAverage } from '../../model/endpoint-average.ts';

/** With fewer nobody knows what is usual. */
const MIN_REQUESTS = 10;
/** No outlier, however long it lasts. */
export const NO_THRESHOLD: DurationMillis = Number.POSITIVE_INFINITY;

interface Usual {
  /** Of all processes, as the worker last told. */
  shared: Omit<EndpointAverage, keyof EndpointKey>;
  /** Of this process since then. */
  requests: number;
  sumMillis: number;
}

const NOTHING_SHARED = { requests: 0, averageMillis: 0, medianMillis: 0, p99Millis: 0 };

/** From which duration on a request of an endpoint is an outlier. */
export class OutlierThresholds {
  readonly #rule: OutlierRule;
  readonly #constant: number;
  readonly #byName = new Map<string, Usual>();
  /** Adapters hand out one key object per endpoint, so the name is rarely built. */
  readonly #byKey = new WeakMap<EndpointKey, Usual>();

  /** @param constant 0: there are no outliers */
  constructor(rule: OutlierRule, constant: number) {
    this.#rule = rule;
    this.#constant = constant;
  }

  of(endpoint: EndpointKey): DurationMillis {
    if (this.#constant === 0) return NO_THRESHOLD;
    const { shared, requests, sumMillis } = this.#usual(endpoint);
    if (this.#rule === 'p99') {
      const isKnown = shared.requests >= MIN_REQUESTS;
      return isKnown ? Math.max(shared.p99Millis, this.#constant * shared.medianMillis) : NO_THRESHOLD;
    }
    const all = shared.requests + requests;
    if (all < MIN_REQUESTS) return NO_THRESHOLD;
    return (this.#constant * (shared.averageMillis * shared.requests + sumMillis)) / all;
  }

  add(endpoint: EndpointKey, durationMillis: DurationMillis): void {
    const usual = this.#usual(endpoint);
    usual.requests += 1;
    usual.sumMillis += durationMillis;
  }

  /** What this process has stored is in them, but for the last second or two. */
  update(averages: readonly EndpointAverage[]): void {
    for (const { method, route, ...shared } of averages) {
      const usual = this.#named(endpointName({ method, route }));
      usual.shared = shared;
      usual.requests = 0;
      usual.sumMillis = 0;
    }
  }

  #usual(endpoint: EndpointKey): Usual {
    let usual = this.#byKey.get(endpoint);
    if (usual === undefined) {
      usual = this.#named(endpointName(endpoint));
      this.#byKey.set(endpoint, usual);
    }
    return usual;
  }

  #named(name: string): Usual {
    let usual = this.#byName.get(name);
    if (usual === undefined) {
      usual = { shared: NOTHING_SHARED, requests: 0, sumMillis: 0 };
      this.#byName.set(name, usual);
    }
    return usual;
  }
}

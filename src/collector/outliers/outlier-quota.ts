import type { Clock, DurationMillis } from '../../model/clock.ts';
import type { EndpointKey } from '../../model/endpoint.ts';

const MINUTE_MILLIS = 60_000;

/** So many outliers of an endpoint in a minute tell what there is to tell; more would only cost. */
export class OutlierQuota {
  readonly #perMinute: number;
  readonly #clock: Clock;
  #taken = new WeakMap<EndpointKey, number>();
  #minuteEnds: DurationMillis = 0;

  constructor(perMinute: number, clock: Clock) {
    this.#perMinute = perMinute;
    this.#clock = clock;
  }

  take(endpoint: EndpointKey): boolean {
    const now = this.#clock.monotonic();
    if (now >= this.#minuteEnds) {
      this.#minuteEnds = now + MINUTE_MILLIS;
      this.#taken = new WeakMap();
    }
    const taken = this.#taken.get(endpoint) ?? 0;
    if (taken >= this.#perMinute) return false;
    this.#taken.set(endpoint, taken + 1);
    return true;
  }
}

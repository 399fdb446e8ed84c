import type { Clock, DurationMillis } from '../../model/clock.ts';
import type { EndpointKey } from '../../model/endpoint.ts';

/** An endpoint that was not asked for in this time leaves its share to the others. */
const ACTIVE_MILLIS = 60_000;
/** Traces an endpoint may have saved up, so that a rare one is traced whenever it comes. */
const SAVED_TRACES = 5;
/** For so long an endpoint with a fresh outlier goes before all others. */
const PRECEDENCE_MILLIS = 1000;
/** Beyond it the endpoints asked for longest ago are forgotten. */
const MAX_ENDPOINTS = 1000;

interface Share {
  saved: number;
  askedAt: DurationMillis;
}

/**
 * Divides the traces there may be among the endpoints that want them: without it the busiest would take each as soon as
 * there is budget for one. Each active endpoint has an equal part, and what it does not use for a while.
 */
export class TraceShare {
  readonly #perSecond: number;
  readonly #clock: Clock;
  readonly #shares = new Map<EndpointKey, Share>();
  #preferred: EndpointKey | null = null;
  #preferredUntil: DurationMillis = 0;
  #sweepAt: DurationMillis = 0;

  constructor(perSecond: number, clock: Clock) {
    this.#perSecond = perSecond;
    this.#clock = clock;
  }

  /** Whether a request of this endpoint may be traced now. If it then is, `taken` must be called. */
  allows(endpoint: EndpointKey): boolean {
    const now = this.#clock.monotonic();
    if (now >= this.#sweepAt) this.#sweep(now);
    const share = this.#share(endpoint, now);
    if (this.#preferred !== null && now < this.#preferredUntil) return this.#preferred === endpoint;
    return share.saved >= 1;
  }

  taken(endpoint: EndpointKey): void {
    const share = this.#shares.get(endpoint);
    if (share !== undefined) share.saved = Math.max(0, share.saved - 1);
    if (this.#preferred === endpoint) this.#preferred = null;
  }

  /** It just had an outlier: what its next request does is worth more than the thousandth of another. */
  prefer(endpoint: EndpointKey): void {
    this.#preferred = endpoint;
    this.#preferredUntil = this.#clock.monotonic() + PRECEDENCE_MILLIS;
  }

  #share(endpoint: EndpointKey, now: DurationMillis): Share {
    let share = this.#shares.get(endpoint);
    if (share === undefined) {
      share = { saved: SAVED_TRACES, askedAt: now };
      this.#shares.set(endpoint, share);
    }
    const earned = ((now - share.askedAt) / 1000) * (this.#perSecond / this.#shares.size);
    share.saved = Math.min(SAVED_TRACES, share.saved + earned);
    share.askedAt = now;
    return share;
  }

  #sweep(now: DurationMillis): void {
    this.#sweepAt = now + ACTIVE_MILLIS / 10;
    for (const [endpoint, { askedAt }] of this.#shares) {
      if (now - askedAt > ACTIVE_MILLIS || this.#shares.size > MAX_ENDPOINTS) this.#shares.delete(endpoint);
    }
  }
}

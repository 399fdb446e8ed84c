import type { Moment } from './trace-log.ts';

/** An allowance that fills at a steady rate, up to a limit. What is spent may exceed it: then it must fill up again first. */
export class TokenBucket {
  readonly #perMilli: number;
  readonly #capacity: number;
  #tokens: number;
  #filledAt: Moment;

  constructor(perSecond: number, capacity: number, now: Moment) {
    this.#perMilli = perSecond / 1000;
    this.#capacity = capacity;
    this.#tokens = capacity;
    this.#filledAt = now;
  }

  has(tokens: number, now: Moment): boolean {
    this.#tokens = Math.min(this.#capacity, this.#tokens + (now - this.#filledAt) * this.#perMilli);
    this.#filledAt = now;
    return this.#tokens >= tokens;
  }

  /** `debtLimit`: how far below zero this may take it. */
  spend(tokens: number, debtLimit: number = Number.POSITIVE_INFINITY): void {
    this.#tokens = Math.max(this.#tokens - tokens, -debtLimit);
  }
}

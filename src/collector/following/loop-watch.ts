import type { Clock, DurationMillis } from '../../model/clock.ts';
import type { Heartbeat } from '../../profiler/app/heartbeat.ts';
import { type FollowedRequest, NOT_WATCHED } from './followed-request.ts';

/** How late at most it is noticed that a request lasts too long. */
const TICK_MILLIS = 20;
/** A loop that turns this much later than it should was blocked. */
const BLOCKED_MILLIS = 50;

export interface LoopWatchParts {
  readonly clock: Clock;
  readonly heartbeat: Pick<Heartbeat, 'beat' | 'rest'>;
  /** It has lasted as long as it may; `dueAt` has to be set anew. */
  due(request: FollowedRequest, now: DurationMillis): void;
  /** The event loop did not turn in this time. */
  blocked(from: DurationMillis, to: DurationMillis): void;
  ticked(now: DurationMillis): void;
}

/**
 * One timer for all requests that may become outliers, which runs only while there are any: it finds those that last
 * too long, and times when the event loop was blocked.
 */
export class LoopWatch {
  readonly #parts: LoopWatchParts;
  /** In no order: each knows its place, so that adding and removing one costs next to nothing. */
  readonly #requests: FollowedRequest[] = [];
  #timer: NodeJS.Timeout | null = null;
  #beatAt: DurationMillis = 0;
  #earliestDueAt: DurationMillis = Number.POSITIVE_INFINITY;

  constructor(parts: LoopWatchParts) {
    this.#parts = parts;
  }

  get isRunning(): boolean {
    return this.#timer !== null;
  }

  get requests(): Iterable<FollowedRequest> {
    return this.#requests;
  }

  add(request: FollowedRequest, now: DurationMillis): void {
    request.watchPlace = this.#requests.push(request) - 1;
    if (this.#timer === null) this.#start(now);
    if (request.dueAt >= this.#earliestDueAt) return;
    this.#earliestDueAt = request.dueAt;
    // What blocks from here on may be this very request.
    this.#noticeBlock(now);
    this.#beat(now);
  }

  remove(request: FollowedRequest): void {
    const place = request.watchPlace;
    if (place === NOT_WATCHED) return;
    request.watchPlace = NOT_WATCHED;
    const last = this.#requests.pop();
    if (last === undefined || last === request) return;
    this.#requests[place] = last;
    last.watchPlace = place;
  }

  /** To be called when something of a request happens, which may be before the timer can tick. */
  notice(now: DurationMillis): void {
    if (this.#timer !== null && this.#noticeBlock(now)) this.#beat(now);
  }

  stop(): void {
    for (const request of this.#requests) request.watchPlace = NOT_WATCHED;
    this.#requests.length = 0;
    this.#rest();
  }

  #start(now: DurationMillis): void {
    this.#timer = setInterval(() => this.#tick(), TICK_MILLIS);
    this.#timer.unref();
    this.#earliestDueAt = Number.POSITIVE_INFINITY;
    this.#beat(now);
    this.#parts.ticked(now);
  }

  #tick(): void {
    const now = this.#parts.clock.monotonic();
    this.#noticeBlock(now);
    // Stopped a tick late rather than with each last request, as the next one often follows.
    if (this.#requests.length === 0) return this.#rest();
    let earliest = Number.POSITIVE_INFINITY;
    for (const request of this.#requests) {
      if (request.dueAt <= now) this.#parts.due(request, now);
      earliest = Math.min(earliest, request.dueAt);
    }
    this.#earliestDueAt = earliest;
    this.#beat(now);
    this.#parts.ticked(now);
  }

  #noticeBlock(now: DurationMillis): boolean {
    if (now - this.#beatAt <= TICK_MILLIS + BLOCKED_MILLIS) return false;
    this.#parts.blocked(this.#beatAt, now);
    return true;
  }

  #beat(now: DurationMillis): void {
    this.#beatAt = now;
    this.#parts.heartbeat.beat(this.#earliestDueAt - now);
  }

  #rest(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#parts.heartbeat.rest();
  }
}

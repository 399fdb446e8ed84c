import type { AwaitCause } from '../../model/profile.ts';
import { callsBackRepeatedly, causeOf } from './async-cause.ts';
import type { LoopLog } from './loop-log.ts';
import { type AsyncStep, type Moment, NEVER, type Segment, type TraceLog } from './trace-log.ts';

/** Where something is waited for: at the step's stack or, where that shows only Node's own code, at the next one out. */
export interface WaitPlace {
  readonly step: AsyncStep;
  readonly outer: WaitPlace | null;
}

/** A stretch in which the request's code did not run, and why. */
export interface Wait {
  readonly kind: 'await' | 'queue';
  readonly start: Moment;
  readonly end: Moment;
  /** Null when nothing of the request's own was under way. */
  readonly place: WaitPlace | null;
  readonly cause: AwaitCause;
}

/** libuv's timers count whole milliseconds. */
const TIMER_GRAIN_MILLIS = 1;
/** A continuation that ran this soon did not wait for its turn. */
const SHORTEST_QUEUE_MILLIS = 0.05;
/** Between the end of one piece of code and the next of the same turn; more only when the thread was not running. */
const SAME_TURN_MILLIS = 1;
const MAXIMUM_STEPS = 200_000;
const MAXIMUM_DEPTH = 500;

interface TimeRange {
  readonly low: Moment;
  readonly high: Moment;
}

interface Window extends TimeRange {
  /** The innermost `await` that all of this window is spent in. */
  readonly awaiter: WaitPlace | null;
  readonly depth: number;
}

interface Settlement {
  readonly at: Moment;
  readonly by: Segment | null;
  readonly cause: AwaitCause;
}

/**
 * Walks a request backwards from its end: the segment that ran last, what it was resumed from, who settled the promise
 * that it awaited, the segment that did so, and on to the start. What is met on the way is what the request waited for.
 */
export class CriticalPath {
  readonly #log: TraceLog;
  readonly #loop: LoopLog;
  readonly #steps: ReadonlyMap<number, AsyncStep>;
  readonly #waits: Wait[] = [];
  #visited = 0;

  constructor(log: TraceLog, loop: LoopLog) {
    this.#log = log;
    this.#loop = loop;
    this.#steps = new Map(log.steps.map((step) => [step.id, step]));
  }

  /** In order of time; they may overlap segments, which say more. */
  find(): readonly Wait[] {
    const { start, end, lastSegment } = this.#log;
    if (lastSegment !== null) {
      if (lastSegment.end < end) this.#add('await', [lastSegment.end, end], null, 'client');
      this.#walk(lastSegment, { low: start, high: Math.min(end, lastSegment.end), awaiter: null, depth: 0 });
    }
    return this.#waits.sort((a, b) => a.start - b.start);
  }

  /** Explains as much of the window as it can; answers from when on. */
  #walk(from: Segment, window: Window): Moment {
    let moment = window.high;
    for (let segment: Segment | null = from; segment !== null && moment > window.low; ) {
      this.#visited += 1;
      if (this.#visited > MAXIMUM_STEPS) break;
      moment = Math.max(window.low, Math.min(moment, segment.start));
      if (moment <= window.low) break;
      segment = this.#before(segment, window, moment);
      moment = this.#reached;
    }
    return moment;
  }

  /** How far back the last call of `#before` explained. */
  #reached: Moment = 0;

  /** What the request did before this segment, which began at `moment`. */
  #before(segment: Segment, window: Window, moment: Moment): Segment | null {
    const { step, continues } = segment;
    if (continues !== null) {
      this.#reached = Math.max(window.low, continues.end);
      this.#add('queue', [this.#reached, moment], window.awaiter ?? placeOf(step), 'promise');
      return continues;
    }
    if (step === null) {
      this.#reached = moment;
      return null;
    }
    const previous = callsBackRepeatedly(step.type) || step.calls > 1 ? this.#segmentBefore(segment) : null;
    const since = Math.max(window.low, step.startedAt, previous === null ? 0 : previous.end);
    const inner = { ...window, low: since, high: moment };
    if (step.type === 'PROMISE') this.#explainPromise(step, segment, inner);
    else this.#explainCallback(step, segment, inner);
    this.#reached = since;
    return previous !== null && previous.end >= step.startedAt ? previous : step.segment;
  }

  #explainPromise(step: AsyncStep, segment: Segment, { low, high, awaiter, depth }: Window): void {
    const place = { step, outer: awaiter };
    const promise = this.#steps.get(step.trigger);
    const settled = promise === undefined ? null : this.#settlementOf(promise, segment, { low, high });
    if (settled === null) {
      this.#add('await', [low, high], place, 'promise');
      return;
    }
    const ready = Math.max(low, settled.at);
    this.#add(high - ready > SHORTEST_QUEUE_MILLIS ? 'queue' : 'await', [ready, high], place, 'promise');
    if (ready <= low) return;
    const explained =
      settled.by !== null && depth < MAXIMUM_DEPTH
        ? this.#walk(settled.by, { low, high: ready, awaiter: place, depth: depth + 1 })
        : ready;
    this.#add('await', [low, explained], place, settled.cause);
  }

  /**
   * When the promise let its continuation go on. One that was resolved with another promise says so too early: then what ran
   * last before the continuation has settled it.
   */
  #settlementOf(promise: AsyncStep, continuation: Segment, { low, high }: TimeRange): Settlement | null {
    const { settledAt, settledBy, settledFrom } = promise;
    if (settledAt === NEVER || settledAt > high) return null;
    const by = settledBy?.log === this.#log ? settledBy : null;
    const settlement = { at: settledAt, by, cause: settledFrom === null ? ('promise' as const) : causeOf(settledFrom) };
    // A settled promise is continued when the code that settled it has come to its end.
    if (by?.turn === continuation.turn || high - Math.max(settledAt, by?.end ?? 0) <= SAME_TURN_MILLIS)
      return settlement;
    const previous = this.#segmentBefore(continuation);
    if (previous !== null && previous !== by && previous.end > Math.max(settledAt, high - SAME_TURN_MILLIS))
      return { at: previous.end, by: previous, cause: 'promise' };
    const busySince = this.#loop.busySince(high, Math.max(low, settledAt));
    return busySince < high ? { ...settlement, at: busySince, by: busySince > settledAt ? null : by } : null;
  }

  #explainCallback(step: AsyncStep, segment: Segment, { low, high, awaiter }: Window): void {
    // Begun by what the `await` calls, or before: the request waits at the `await`.
    const isBelowAwait = awaiter !== null && (step.startedAt <= awaiter.step.startedAt || step.stack === null);
    const place = isBelowAwait ? awaiter : { step, outer: awaiter };
    const busySince = this.#loop.busySince(high, low);
    const isFirstTimer = step.dueAt !== NEVER && segment.step?.calls === 1;
    const due = isFirstTimer ? Math.max(busySince, step.dueAt + TIMER_GRAIN_MILLIS) : busySince;
    const ready = high - due > SHORTEST_QUEUE_MILLIS ? Math.max(low, due) : high;
    this.#add('queue', [ready, high], place, 'promise');
    this.#add('await', [low, ready], place, causeOf(step.type));
  }

  #add(kind: Wait['kind'], [start, end]: readonly [Moment, Moment], place: WaitPlace | null, cause: AwaitCause): void {
    if (end > start) this.#waits.push({ kind, start, end, place, cause });
  }

  /** The last one that began earlier. */
  #segmentBefore({ start }: Segment): Segment | null {
    const { segments } = this.#log;
    let [low, high] = [0, segments.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((segments[middle]?.start ?? 0) < start) low = middle + 1;
      else high = middle;
    }
    return segments[low - 1] ?? null;
  }
}

function placeOf(step: AsyncStep | null): WaitPlace | null {
  return step === null ? null : { step, outer: null };
}

import type { Clock } from '../../model/clock.ts';
import type { EndpointKey } from '../../model/endpoint.ts';
import type { StackSample } from '../../model/outlier.ts';
import { type TraceRecord, transferablesOf } from '../trace-record.ts';
import { clockOffsetMillis } from './clock-offset.ts';
import { CollectionLog } from './collection-log.ts';
import type { BusyStretch, LoopHolder } from './loop-log.ts';
import { pendingStacksOf } from './pending-stacks.ts';
import type {
  RequestProfiler,
  RequestProfilerStatus,
  RequestTrace,
  TraceDepth,
  TraceOutcome,
} from './request-profiler.ts';
import { RequestTracker } from './request-tracker.ts';
import { tilesOf } from './tiles.ts';
import { DEFAULT_TRACE_LIMITS, TraceBudget, type TraceLimits } from './trace-budget.ts';
import { completeRecord, type EncodedTrace, encodeTrace } from './trace-encoder.ts';
import { type Moment, TraceLog } from './trace-log.ts';

export interface RequestProfilerParts {
  readonly clock: Clock;
  /** Hands a finished trace to the worker; the buffers may be moved. */
  post(record: TraceRecord, transferables: ArrayBuffer[]): void;
  /** Each depth has a budget of its own: looking for outliers must not use up what profiles may cost. */
  readonly limits?: Readonly<Record<TraceDepth, Partial<TraceLimits>>>;
  /** Numbers traces, where others than this profiler number them too. */
  nextTrace?(): number;
}

/** One call of the hook: a step of any request, while one is traced. Measured with 13 such steps for each `await`. */
const CALL_COST_MILLIS = 0.0001;
/** What a step of the traced request costs more, without its stack. */
const EVENT_COST_MILLIS = 0.0004;
/** Encoding the longest trace takes less: more than that and the profiler was just starting, or the thread was not running. */
const DEAREST_FINISH_MILLIS = 25;
/** A trace that lasts longer is cut off here. */
const MAXIMUM_TRACE_MILLIS = 30_000;
const MAXIMUM_STEPS = 20_000;
/** How long a trace waits for the names of the endpoints that it waited for. */
const NAMES_PATIENCE_MILLIS = 400;

/** Nothing is installed and nothing runs until the first `start`. */
export function createRequestProfiler(parts: RequestProfilerParts): RequestProfiler {
  return new AppProfiler(parts);
}

class AppProfiler implements RequestProfiler {
  readonly #parts: RequestProfilerParts;
  readonly #tracker: RequestTracker;
  readonly #budgets: Readonly<Record<TraceDepth, TraceBudget>>;
  readonly #collections = new CollectionLog();
  readonly #running = new Set<FollowedRequest>();
  #clockOffsetMillis: number | null = null;
  #traces = 0;
  #refused = 0;
  #chargedCalls = 0;
  #costMillis = 0;
  #failures = 0;

  constructor(parts: RequestProfilerParts) {
    const { clock } = parts;
    this.#parts = parts;
    const budget = (depth: TraceDepth): TraceBudget =>
      new TraceBudget({ ...DEFAULT_TRACE_LIMITS, ...parts.limits?.[depth] }, clock.monotonic());
    this.#budgets = { awaits: budget('awaits'), profile: budget('profile') };
    this.#tracker = new RequestTracker({
      monotonic: () => clock.monotonic(),
      maximumSteps: MAXIMUM_STEPS,
      failed: () => {
        this.#failures += 1;
      },
    });
  }

  get status(): RequestProfilerStatus {
    return {
      isHooked: this.#tracker.isTracking,
      isInstalled: this.#collections.isObserving,
      traces: this.#traces,
      refused: this.#refused,
      costMillis: this.#costMillis,
      failures: this.#failures,
    };
  }

  start(depth: TraceDepth, holder: LoopHolder = { endpoint: null }): RequestTrace | null {
    const { clock } = this.#parts;
    const now = clock.monotonic();
    const budget = this.#budgets[depth];
    if (!budget.allows(this.#running.size, now)) {
      this.#refused += 1;
      return null;
    }
    return this.#guard(() => {
      this.#clockOffsetMillis ??= clockOffsetMillis(clock);
      if (depth === 'profile') this.#collections.start();
      budget.started();
      this.#traces += 1;
      const request = new FollowedRequest(this, new TraceLog(this.#nextTrace(), clock.now(), now, holder), depth);
      this.#running.add(request);
      this.#tracker.begin(request.log);
      request.limitTo(MAXIMUM_TRACE_MILLIS);
      return request;
    });
  }

  requestEntered(holder: LoopHolder = { endpoint: null }): LoopHolder | null {
    if (!this.#tracker.isTracking) return null;
    this.#tracker.enter(holder);
    return holder;
  }

  busiestBetween(start: Moment, end: Moment): BusyStretch | null {
    return this.#tracker.loop.longestIn(start, end);
  }

  stop(): void {
    for (const request of [...this.#running]) request.discard();
    this.#tracker.stop();
    this.#collections.stop();
  }

  run(log: TraceLog, handle: () => void): void {
    if (log.isOver) handle();
    else this.#tracker.run(log, handle);
  }

  pendingStacks(log: TraceLog): readonly StackSample[] {
    return this.#guard(() => pendingStacksOf(log, this.#parts.clock.monotonic())) ?? [];
  }

  /** Stops following; the request itself may go on. */
  end(request: FollowedRequest): void {
    if (!this.#running.delete(request)) return;
    const { log } = request;
    this.#tracker.end(log);
    log.hookMillis = this.#uncharged() * CALL_COST_MILLIS + log.events * EVENT_COST_MILLIS;
    this.#charge(request.depth, log.hookMillis + log.stackMillis);
    this.#budgets[request.depth].hooked(log.end - log.start);
  }

  /** In the loop's next turn: off the response's path, and Node has told of the garbage collections by then. */
  profile(log: TraceLog, outcome: TraceOutcome): void {
    setImmediate(() => {
      this.#guard(() => {
        const before = this.#parts.clock.monotonic();
        const encoded = encodeTrace(log, tilesOf(log, this.#tracker.loop), {
          clockOffsetMillis: this.#clockOffsetMillis ?? 0,
          collections: this.#collections.between(log.start, log.end),
        });
        const finishMillis = Math.min(this.#parts.clock.monotonic() - before, DEAREST_FINISH_MILLIS);
        this.#charge('profile', finishMillis);
        const costMillis = log.hookMillis + log.stackMillis + finishMillis;
        this.#post(encoded, { ...outcome, costMillis });
        return null;
      });
    });
  }

  #nextTrace(): number {
    return this.#parts.nextTrace?.() ?? this.#traces;
  }

  #post(encoded: EncodedTrace, end: TraceOutcome & { readonly costMillis: number }): void {
    const post = (): void => {
      this.#guard(() => {
        const record = completeRecord(encoded, end);
        this.#parts.post(record, transferablesOf(record));
        return null;
      });
    };
    if (encoded.holders.every(({ endpoint }) => endpoint !== null)) post();
    else setTimeout(post, NAMES_PATIENCE_MILLIS).unref();
  }

  /** Calls of the hook since the last trace ended: those of other requests are paid for by whoever is traced. */
  #uncharged(): number {
    const { calls } = this.#tracker;
    const uncharged = calls - this.#chargedCalls;
    this.#chargedCalls = calls;
    return uncharged;
  }

  #charge(depth: TraceDepth, millis: number): void {
    this.#costMillis += millis;
    this.#budgets[depth].ended(millis);
  }

  /** Nothing of ours may reach the app. */
  #guard<Result>(work: () => Result): Result | null {
    try {
      return work();
    } catch {
      this.#failures += 1;
      return null;
    }
  }
}

class FollowedRequest implements RequestTrace {
  readonly log: TraceLog;
  readonly depth: TraceDepth;
  readonly #profiler: AppProfiler;
  #limit: NodeJS.Timeout | null = null;
  #isDone = false;
  /** Where it waited when it was given up. */
  #lastPending: readonly StackSample[] | null = null;

  constructor(profiler: AppProfiler, log: TraceLog, depth: TraceDepth) {
    this.#profiler = profiler;
    this.log = log;
    this.depth = depth;
  }

  get trace(): number {
    return this.log.trace;
  }

  /** The hook costs all requests of the app, so it is not on for as long as one hangs. */
  limitTo(millis: number): void {
    this.#limit = setTimeout(() => {
      this.#lastPending = this.#profiler.pendingStacks(this.log);
      this.log.isTruncated = true;
      this.#profiler.end(this);
    }, millis);
    this.#limit.unref();
  }

  run(handle: () => void): void {
    this.#profiler.run(this.log, handle);
  }

  pendingStacks(): readonly StackSample[] {
    return this.#lastPending ?? this.#profiler.pendingStacks(this.log);
  }

  finish({ endpoint, durationMillis }: TraceOutcome): void {
    if (!this.#settle(endpoint)) return;
    // A trace that was given up earlier is a part of what the record says.
    const isWhole = this.#lastPending === null;
    if (this.depth !== 'profile' || this.log.segments.length === 0) return;
    if (isWhole) this.log.start = this.log.end - durationMillis;
    else this.log.end = this.log.start + durationMillis;
    this.#profiler.profile(this.log, { endpoint, durationMillis });
  }

  discard(endpoint?: EndpointKey): void {
    this.#settle(endpoint ?? null);
  }

  #settle(endpoint: EndpointKey | null): boolean {
    if (this.#isDone) return false;
    this.#isDone = true;
    if (this.#limit !== null) clearTimeout(this.#limit);
    this.log.holder.endpoint = endpoint;
    this.#profiler.end(this);
    return true;
  }
}

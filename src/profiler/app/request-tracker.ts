import { type AsyncHook, createHook, executionAsyncId, executionAsyncResource } from 'node:async_hooks';
import { deservesStack, isTick } from './async-cause.ts';
import { type CapturedStack, captureStack } from './call-stack.ts';
import { type LoopHolder, LoopLog } from './loop-log.ts';
import { type AsyncStep, type Moment, NEVER, type Segment, type TraceLog } from './trace-log.ts';
import { TurnStack } from './turn-stack.ts';

export interface RequestTrackerParts {
  readonly monotonic: () => Moment;
  /** More asynchronous steps than this are not followed; the times stay complete. */
  readonly maximumSteps: number;
  /** Something of the tracker's own failed, so that it no longer follows anything. */
  failed(): void;
}

/** Of other requests only a bounded number of steps is told apart. */
const MAXIMUM_FOREIGN_STEPS = 50_000;
/** Of one request; each costs ten to twenty microseconds. */
const MAXIMUM_STACKS = 600;
/** Of those of one request that streams make in great number. */
const MAXIMUM_TICK_STACKS = 50;
const DEAREST_STACK_MILLIS = 0.1;

/**
 * Notes when the code of traced requests runs and what it waits for. Its one async hook is enabled only
 * while a request is traced. The hook's callbacks run between all asynchronous steps of the app, so they are short and
 * allocate for traced requests only.
 */
export class RequestTracker {
  readonly loop: LoopLog = new LoopLog();
  readonly #parts: RequestTrackerParts;
  readonly #hook: AsyncHook;
  readonly #logs = new Set<TraceLog>();
  readonly #steps = new Map<number, AsyncStep>();
  readonly #foreignSteps = new Map<number, LoopHolder>();
  readonly #turns = new TurnStack();
  /** Calls of the hook, for whatever request. */
  calls = 0;
  #current: Segment | null = null;
  /** Counts callbacks other than continuations of promises. */
  #turn = 0;
  #holder: LoopHolder | null = null;
  /** Since when code of no traced request runs in this turn. */
  #foreignSince: Moment = NEVER;

  constructor(parts: RequestTrackerParts) {
    this.#parts = parts;
    this.#hook = createHook({
      init: (id, type, trigger, resource) => this.#guard(() => this.#init(id, type, trigger, resource)),
      before: (id) => this.#guard(() => this.#before(id)),
      after: (id) => this.#guard(() => this.#after(id)),
      promiseResolve: (id) => this.#guard(() => this.#settled(id)),
    });
  }

  get isTracking(): boolean {
    return this.#logs.size > 0;
  }

  /** Whose code runs from here to the end of this turn, and in the steps that it begins. */
  enter(holder: LoopHolder): void {
    if (this.#current !== null) return;
    const now = this.#parts.monotonic();
    this.#logForeign(now);
    this.#foreignSince = now;
    this.#holder = holder;
  }

  begin(log: TraceLog): void {
    this.#logs.add(log);
    if (this.#logs.size === 1) this.#hook.enable();
  }

  /** Calls `handle` as the first segment of the request. */
  run(log: TraceLog, handle: () => void): void {
    const outer = this.#current;
    const now = this.#parts.monotonic();
    if (outer !== null) this.#close(outer, now);
    else this.#logForeign(now);
    const segment = this.#open({ log, step: null, start: now, end: NEVER, continues: null, turn: this.#turn });
    this.#adoptParser(segment);
    try {
      handle();
    } finally {
      this.#leave(outer);
    }
  }

  /** The request has ended; answers whether it was still followed. */
  end(log: TraceLog): boolean {
    if (!this.#logs.delete(log)) return false;
    log.close(this.#parts.monotonic(), this.#current);
    for (const { id } of log.steps) this.#steps.delete(id);
    if (this.#current?.log === log) {
      this.#current = null;
      this.#foreignSince = log.end;
    }
    if (this.#logs.size === 0) this.#rest();
    return true;
  }

  stop(): void {
    for (const log of [...this.#logs]) this.end(log);
  }

  /** Node ends the process when a hook throws. */
  #guard(work: () => void): void {
    this.calls += 1;
    try {
      work();
    } catch {
      this.#parts.failed();
      this.stop();
    }
  }

  #rest(): void {
    this.#hook.disable();
    this.#steps.clear();
    this.#foreignSteps.clear();
    this.#turns.clear();
    this.#current = null;
    this.#holder = null;
    this.#foreignSince = NEVER;
  }

  #init(id: number, type: string, trigger: number, resource: object): void {
    const segment = this.#current;
    if (segment === null) {
      if (this.#holder !== null && this.#foreignSteps.size < MAXIMUM_FOREIGN_STEPS)
        this.#foreignSteps.set(id, this.#holder);
      return;
    }
    const { log } = segment;
    log.events += 1;
    if (log.steps.length >= this.#parts.maximumSteps) {
      log.isTruncated = true;
      return;
    }
    const startedAt = this.#parts.monotonic();
    const isContinuation = type === 'PROMISE' && trigger !== executionAsyncId();
    const isWanted = type === 'PROMISE' ? isContinuation : isStackWanted(type, segment);
    const stack = isWanted ? this.#capture(segment, startedAt) : null;
    const dueAt = type === 'Timeout' ? startedAt + timeoutOf(resource) : NEVER;
    const unsettled = { settledAt: NEVER, settledBy: null, settledFrom: null, calls: 0, calledAt: NEVER };
    const step: AsyncStep = { id, type, trigger, segment, startedAt, stack, dueAt, ...unsettled };
    this.#steps.set(id, step);
    log.steps.push(step);
  }

  #capture(segment: Segment, startedAt: Moment): CapturedStack | null {
    if (segment.log.stacks >= MAXIMUM_STACKS) {
      segment.log.isTruncated = true;
      return null;
    }
    const stack = captureStack();
    segment.log.segmentWithStack = segment;
    segment.log.stacks += 1;
    // More than that and the thread was not running.
    segment.log.stackMillis += Math.min(this.#parts.monotonic() - startedAt, DEAREST_STACK_MILLIS);
    return stack;
  }

  #before(id: number): void {
    const now = this.#parts.monotonic();
    const step = this.#steps.get(id);
    const interrupted = this.#current;
    this.#turns.push(id, interrupted, this.#holder);
    if (step === undefined) return this.#beforeForeign(id, interrupted, now);
    if (interrupted !== null) this.#close(interrupted, now);
    else this.#logForeign(now);
    if (step.type !== 'PROMISE') this.#turn += 1;
    if (step.calls === 0) step.calledAt = now;
    step.calls += 1;
    step.segment.log.events += 2;
    this.#open({ log: step.segment.log, step, start: now, end: NEVER, continues: null, turn: this.#turn });
  }

  /** Unknown code on a traced request's own stack is a part of it, unless it is known to be another's. */
  #beforeForeign(id: number, interrupted: Segment | null, now: Moment): void {
    const holder = this.#foreignSteps.get(id) ?? null;
    if (!(executionAsyncResource() instanceof Promise)) this.#turn += 1;
    if (interrupted === null) {
      if (holder !== this.#holder) this.#logForeign(now);
      if (this.#foreignSince === NEVER || holder !== this.#holder) this.#foreignSince = now;
      this.#holder = holder;
    } else if (holder !== null) {
      this.#close(interrupted, now);
      this.#current = null;
      this.#foreignSince = now;
      this.#holder = holder;
    }
  }

  #after(id: number): void {
    const outer = this.#turns.pop(id);
    if (outer === null) {
      // The turn in which the hook was enabled.
      this.#leave(null);
      this.#endTurn();
      return;
    }
    if (outer.segment !== this.#current || outer.segment === null) this.#leave(outer.segment);
    this.#holder = outer.holder;
    if (this.#turns.isEmpty) this.#endTurn();
  }

  #endTurn(): void {
    this.#foreignSince = NEVER;
    this.#holder = null;
  }

  #leave(outer: Segment | null): void {
    const now = this.#parts.monotonic();
    if (this.#current !== null) this.#close(this.#current, now);
    else this.#logForeign(now);
    this.#current = null;
    if (outer !== null && !outer.log.isOver) {
      this.#open({ log: outer.log, step: outer.step, start: now, end: NEVER, continues: outer, turn: this.#turn });
    } else this.#foreignSince = now;
  }

  #close(segment: Segment, now: Moment): void {
    segment.end = now;
    this.loop.add(segment.start, now, segment.log.holder);
  }

  #open(segment: Segment): Segment {
    const { log } = segment;
    if (log.segments.length < this.#parts.maximumSteps) log.segments.push(segment);
    else log.isTruncated = true;
    this.#current = segment;
    this.#foreignSince = NEVER;
    return segment;
  }

  #logForeign(now: Moment): void {
    if (this.#foreignSince !== NEVER) this.loop.add(this.#foreignSince, now, this.#holder);
  }

  #settled(id: number): void {
    const step = this.#steps.get(id);
    if (step === undefined) return;
    step.segment.log.events += 1;
    step.settledAt = this.#parts.monotonic();
    step.settledBy = this.#current;
    if (this.#current === null) step.settledFrom = executionAsyncResource().constructor.name;
  }

  /** What arrives of the request's body calls back under the connection's parser, which is older than the request. */
  #adoptParser(segment: Segment): void {
    const id = executionAsyncId();
    if (this.#steps.has(id) || executionAsyncResource().constructor.name !== 'HTTPServerAsyncResource') return;
    const unsettled = { settledAt: NEVER, settledBy: null, settledFrom: null, stack: null, dueAt: NEVER };
    const calls = { calls: 1, calledAt: segment.start };
    const step: AsyncStep = {
      id,
      type: 'HTTPINCOMINGMESSAGE',
      trigger: 0,
      segment,
      startedAt: segment.start,
      ...unsettled,
      ...calls,
    };
    this.#steps.set(id, step);
    segment.log.steps.push(step);
  }
}

function isStackWanted(type: string, segment: Segment): boolean {
  const { log } = segment;
  if (log.segmentWithStack !== segment) return true;
  if (!isTick(type)) return deservesStack(type);
  log.tickStacks += 1;
  return log.tickStacks <= MAXIMUM_TICK_STACKS;
}

function timeoutOf(timer: object): number {
  const { _idleTimeout: millis } = timer as { _idleTimeout?: unknown };
  return typeof millis === 'number' ? millis : 0;
}

import type { DurationMillis, EpochMillis } from '../../model/clock.ts';
import type { CapturedStack } from './call-stack.ts';
import type { LoopHolder } from './loop-log.ts';

/** Monotonic milliseconds of the app's thread. */
export type Moment = number;

/** Not yet, or not known. */
export const NEVER = -1;

/** Something asynchronous that a traced request began: a promise, a timer, a file read. */
export interface AsyncStep {
  readonly id: number;
  readonly type: string;
  /** Of a promise: the promise that it continues. */
  readonly trigger: number;
  /** In which the step was begun. */
  readonly segment: Segment;
  readonly startedAt: Moment;
  /** Where the code stood then; null for what Node makes in great number. */
  readonly stack: CapturedStack | null;
  /** Of a timer: when it should fire. */
  readonly dueAt: Moment;
  /** Of a promise: when it was last settled, by which segment of this request, or by what else. */
  settledAt: Moment;
  settledBy: Segment | null;
  settledFrom: string | null;
  /** How often it called back, and when first. */
  calls: number;
  calledAt: Moment;
}

/** A stretch in which the request's code ran without interruption, known exactly. */
export interface Segment {
  readonly log: TraceLog;
  /** What called back; null for the request's start. */
  readonly step: AsyncStep | null;
  readonly start: Moment;
  /** `NEVER` while it runs. */
  end: Moment;
  /** The part before another request's code ran in between, on the very same stack. */
  readonly continues: Segment | null;
  /** Segments of one turn of the event loop follow each other at once, whatever the clock says. */
  readonly turn: number;
}

/** All that is noted of one request while it is under way. */
export class TraceLog {
  readonly trace: number;
  readonly startedAt: EpochMillis;
  /** Itself, to those that wait while its code runs. */
  readonly holder: LoopHolder;
  start: Moment;
  end: Moment = NEVER;
  readonly segments: Segment[] = [];
  readonly steps: AsyncStep[] = [];
  /** The segment in which the request ended, if it did in one of its own. */
  lastSegment: Segment | null = null;
  isTruncated = false;
  isOver = false;
  /** For the cost: what was called, and how long taking stacks took. */
  events = 0;
  stacks = 0;
  tickStacks = 0;
  stackMillis: DurationMillis = 0;
  /** What the hook took of this and all other requests, known once the trace has ended. */
  hookMillis: DurationMillis = 0;
  /** The segment that has a stack already, so that one without awaits gets one too. */
  segmentWithStack: Segment | null = null;

  constructor(trace: number, startedAt: EpochMillis, start: Moment, holder: LoopHolder = { endpoint: null }) {
    this.trace = trace;
    this.holder = holder;
    this.startedAt = startedAt;
    this.start = start;
  }

  close(end: Moment, current: Segment | null): void {
    this.isOver = true;
    this.end = end;
    for (const segment of this.segments) if (segment.end === NEVER) segment.end = end;
    this.lastSegment = current?.log === this ? current : (this.segments.at(-1) ?? null);
  }
}

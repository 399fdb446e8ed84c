import inspector from 'node:inspector';
import type { Clock, DurationMillis } from '../../model/clock.ts';
import type { CodeLine } from '../../model/code-line.ts';
import { originOf } from '../code-origin.ts';
import { LoopMemory, sharedMillis } from '../loop-memory.ts';

/** Longer than any request; the memory holds whole numbers. */
const NEVER_DUE_MILLIS = 2 ** 31 - 1;

/** What held the event loop, taken from outside. */
export interface BlockedMoment {
  /** By the app's monotonic clock. */
  readonly at: DurationMillis;
  readonly lines: readonly CodeLine[];
}

/** Shows the worker that the app's event loop turns, while that matters. */
export class Heartbeat {
  readonly #memory: LoopMemory;
  readonly #clock: Clock;

  constructor(memory: SharedArrayBuffer, clock: Clock) {
    this.#memory = new LoopMemory(memory);
    this.#clock = clock;
  }

  /** @param dueInMillis when the worker should look what blocks the loop, unless it is heard of before */
  beat(dueInMillis: DurationMillis): void {
    const due = Math.max(0, Math.min(NEVER_DUE_MILLIS, Math.ceil(dueInMillis)));
    this.#memory.setBeat(due, inspector.url() !== undefined);
  }

  rest(): void {
    this.#memory.rest();
  }

  /** What ran when the loop was blocked since the last beat; null when nobody looked. */
  takeBlockedMoment(): BlockedMoment | null {
    const stack = this.#memory.takeStack();
    if (stack === null || stack.frames.length === 0) return null;
    const lines = stack.frames.map((frame) => ({ ...frame, code: null, origin: originOf(frame.file) }));
    return { at: this.#clock.monotonic() - (sharedMillis() - stack.takenAt), lines };
  }
}

import inspector from 'node:inspector';
import type { DurationMillis } from '../../model/clock.ts';
import type { StackSample } from '../../model/outlier.ts';
import { originOf } from '../code-origin.ts';
import { LoopMemory } from '../loop-memory.ts';

/** Longer than any request; the memory holds whole numbers. */
const NEVER_DUE_MILLIS = 2 ** 31 - 1;

/** Shows the worker that the app's event loop turns, while that matters. */
export class Heartbeat {
  readonly #memory: LoopMemory;

  constructor(memory: SharedArrayBuffer) {
    this.#memory = new LoopMemory(memory);
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
  takeBlockedStack(): StackSample | null {
    const stack = this.#memory.takeStack();
    if (stack === null || stack.frames.length === 0) return null;
    const lines = stack.frames.map((frame) => ({ ...frame, code: null, origin: originOf(frame.file) }));
    return { kind: 'running', lines, forMillis: stack.blockedMillis, waitsFor: null };
  }
}

import type { LoopHolder } from './loop-log.ts';
import type { Segment } from './trace-log.ts';

interface Turn {
  readonly id: number;
  /** What ran before this turn and goes on after it. */
  readonly segment: Segment | null;
  readonly holder: LoopHolder | null;
}

/** Asynchronous callbacks that run now, the innermost on top: one, mostly. */
export class TurnStack {
  readonly #turns: Turn[] = [];

  get isEmpty(): boolean {
    return this.#turns.length === 0;
  }

  push(id: number, segment: Segment | null, holder: LoopHolder | null): void {
    this.#turns.push({ id, segment, holder });
  }

  /** Null for a turn that began before anybody watched. An exception may have left turns above it. */
  pop(id: number): Turn | null {
    for (let top = this.#turns.length - 1; top >= 0; top -= 1) {
      const turn = this.#turns[top];
      if (turn?.id !== id) continue;
      this.#turns.length = top;
      return turn;
    }
    this.#turns.length = 0;
    return null;
  }

  clear(): void {
    this.#turns.length = 0;
  }
}

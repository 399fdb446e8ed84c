import { originOf } from '../code-origin.ts';
import type { CallFrame, TraceStack } from '../trace-record.ts';
import { framesOf } from './call-stack.ts';
import type { AsyncStep } from './trace-log.ts';

/** Turning a stack into lines costs about ten microseconds. */
const MAXIMUM_STACKS = 400;
export const NO_STACK = -1;

/** Stacks and frames of one trace, each once. */
export class StackTable {
  readonly stacks: TraceStack[] = [];
  readonly frames: CallFrame[] = [];
  readonly #frameIndexes = new Map<string, number>();
  readonly #stackIndexes = new Map<string, number>();
  readonly #ofSteps = new Map<AsyncStep, number>();
  #formatted = 0;

  /** Index of the step's stack, or of the nearest it came from that shows more than Node's own code. */
  indexOf(step: AsyncStep | null): number {
    const chain: AsyncStep[] = [];
    let found = NO_STACK;
    for (let at = step; at !== null; at = at.segment.step) {
      const known = this.#ofSteps.get(at);
      if (known !== undefined) {
        found = known;
        break;
      }
      chain.push(at);
    }
    for (const at of chain.reverse()) {
      found = this.#add(at, found);
      this.#ofSteps.set(at, found);
    }
    return found;
  }

  #add({ stack }: AsyncStep, parent: number): number {
    if (stack === null || this.#formatted >= MAXIMUM_STACKS) return parent;
    this.#formatted += 1;
    const frames = framesOf(stack);
    if (!frames.some(({ file }) => originOf(file) !== 'node')) return parent;
    const indexes = frames.map((frame) => this.#frame(frame));
    const key = `${parent}|${indexes.join()}`;
    const known = this.#stackIndexes.get(key);
    if (known !== undefined) return known;
    this.stacks.push({ frames: indexes, parent });
    this.#stackIndexes.set(key, this.stacks.length - 1);
    return this.stacks.length - 1;
  }

  #frame(frame: CallFrame): number {
    const key = `${frame.file}:${frame.line}:${frame.column}:${frame.function}`;
    const known = this.#frameIndexes.get(key);
    if (known !== undefined) return known;
    this.frames.push(frame);
    this.#frameIndexes.set(key, this.frames.length - 1);
    return this.frames.length - 1;
  }
}

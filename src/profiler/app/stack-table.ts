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
  readonly #frames = new Map<AsyncStep, readonly CallFrame[]>();
  readonly #inherited = new Map<AsyncStep, number>();
  readonly #showsApp = new Map<AsyncStep, boolean>();

  /** Index of the step's stack, or of the nearest it came from that shows more than Node's own code. */
  indexOf(step: AsyncStep | null): number {
    if (step === null) return NO_STACK;
    const known = this.#inherited.get(step);
    if (known !== undefined) return known;
    const chain: AsyncStep[] = [];
    let found = NO_STACK;
    for (let at: AsyncStep | null = step; at !== null; at = at.segment.step) {
      const index = this.#inherited.get(at);
      if (index !== undefined) {
        found = index;
        break;
      }
      chain.push(at);
    }
    for (const at of chain.reverse()) {
      const frames = this.framesOf(at);
      if (frames.length > 0) found = this.#add(frames, found);
      this.#inherited.set(at, found);
    }
    return found;
  }

  /** Empty when the step has no stack, or one that shows only Node's own code. */
  framesOf(step: AsyncStep): readonly CallFrame[] {
    const known = this.#frames.get(step);
    if (known !== undefined) return known;
    if (step.stack === null || this.#frames.size >= MAXIMUM_STACKS) return [];
    const frames = framesOf(step.stack);
    const useful = frames.some(({ file }) => originOf(file) !== 'node') ? frames : [];
    this.#frames.set(step, useful);
    return useful;
  }

  /** Whether the step's own stack shows the app's code. Asked again for each stretch of the request in which the step was pending. */
  showsApp(step: AsyncStep): boolean {
    const known = this.#showsApp.get(step);
    if (known !== undefined) return known;
    const shows = this.framesOf(step).some(({ file }) => originOf(file) === 'app');
    this.#showsApp.set(step, shows);
    return shows;
  }

  #add(frames: readonly CallFrame[], parent: number): number {
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

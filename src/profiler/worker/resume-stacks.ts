import { originOf } from '../code-origin.ts';
import type { TraceRecord } from '../trace-record.ts';
import { type CodePath, isSameFunction, type PathFrame, pathFrame } from './code-path.ts';

/**
 * The whole way from a request's start to where a step was begun. V8 shows the callers of the running stretch only; those
 * before come from the step that resumed it.
 */
export class ResumeStacks {
  readonly #record: TraceRecord;
  readonly #paths = new Map<number, CodePath>();

  constructor(record: TraceRecord) {
    this.#record = record;
  }

  /** Outermost first; empty for -1. */
  pathOf(index: number): CodePath {
    const known = this.#paths.get(index);
    if (known !== undefined) return known;
    const stack = this.#record.stacks[index];
    if (stack === undefined) return [];
    const own = stack.frames.flatMap((frame) => this.#frame(frame)).reverse();
    const path = joined(this.pathOf(stack.parent), own);
    this.#paths.set(index, path);
    return path;
  }

  #frame(index: number): PathFrame[] {
    const frame = this.#record.frames[index];
    return frame === undefined || originOf(frame.file) === 'node' ? [] : [pathFrame(frame)];
  }
}

/**
 * `path` as the continuation of what resumed it: a function that goes on after an `await` takes the place of itself; any other, a
 * callback, is below the line that asked for it.
 */
export function joined(resumed: CodePath, path: CodePath): CodePath {
  const [outermost] = path;
  if (outermost === undefined) return resumed;
  const at = resumed.findLastIndex((frame) => isSameFunction(frame, outermost));
  return [...(at === -1 ? resumed : resumed.slice(0, at)), ...path];
}

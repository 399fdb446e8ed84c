import { originOf } from '../code-origin.ts';
import type { TraceRecord } from '../trace-record.ts';
import type { LineRange } from './running-lines.ts';
import type { SampledFrame, SampledStack } from './sampled-stacks.ts';
import type { SourceLines } from './source-lines.ts';

const MAXIMUM_PAIRS = 20_000;

/**
 * From which line one function calls another. V8's profiler does not tell; the text does where there is one such call,
 * and stacks that were captured while it ran do. Where neither is certain there is no line.
 */
export class CallLines {
  readonly #sources: SourceLines;
  readonly #seen = new Map<string, Set<number>>();
  readonly #callees = new Map<string, Map<string, SampledStack>>();

  constructor(sources: SourceLines) {
    this.#sources = sources;
  }

  learn({ stacks, frames }: TraceRecord): void {
    if (this.#seen.size > MAXIMUM_PAIRS) this.#seen.clear();
    for (const stack of stacks) {
      for (const [index, at] of stack.frames.entries()) {
        const [callee, caller] = [frames[at], frames[stack.frames[index + 1] ?? -1]];
        if (callee === undefined || caller === undefined) continue;
        const key = pairKey(caller, callee);
        this.#seen.set(key, (this.#seen.get(key) ?? new Set()).add(caller.line));
      }
    }
  }

  lineOf(caller: SampledFrame, callee: SampledFrame, { from, until }: LineRange): number | null {
    if (originOf(caller.file) === 'node') return null;
    const isPossible = (line: number): boolean => line >= from && line <= until;
    const written = new Set(this.#sources.callsIn(caller, callee.function).filter(isPossible));
    if (written.size === 1) return only(written);
    const seen = [...(this.#seen.get(pairKey(caller, callee)) ?? [])].filter(isPossible);
    // Several such calls: those that were seen may not be this one.
    return written.size === 0 ? only(new Set(seen)) : null;
  }

  /** Remembers who was seen to be called by whom, as the innermost function. */
  learnSample(stack: SampledStack): void {
    const [caller, callee] = stack.frames.slice(-2);
    if (caller === undefined || callee === undefined || stack.leafLines.length === 0) return;
    if (this.#callees.size > MAXIMUM_PAIRS) this.#callees.clear();
    const key = `${caller.file}:${caller.definedLine}:${caller.function}`;
    const known = this.#callees.get(key) ?? new Map<string, SampledStack>();
    this.#callees.set(key, known.set(pairKey(caller, callee), stack));
  }

  /** Stacks in which this function was seen to call another. */
  seenCallsOf({ file, definedLine, function: name }: SampledFrame): readonly SampledStack[] {
    return [...(this.#callees.get(`${file}:${definedLine}:${name}`)?.values() ?? [])];
  }

  /** All lines of the caller that call a function of this name. */
  linesOf(caller: SampledFrame, callee: SampledFrame): readonly number[] {
    return this.#sources.callsIn(caller, callee.function);
  }

  /** Whether the caller's text mentions the callee, or cannot be read. */
  mayCall(caller: SampledFrame, callee: SampledFrame): boolean {
    return this.#sources.callsIn(caller, callee.function).length > 0 || !this.#sources.hasText(caller.file);
  }
}

interface Definition {
  readonly file: string;
  readonly function: string;
  readonly definedLine: number;
}

function pairKey(caller: Definition, callee: Definition): string {
  return `${caller.file}:${caller.definedLine}:${caller.function}>${callee.file}:${callee.definedLine}:${callee.function}`;
}

function only(lines: ReadonlySet<number>): number | null {
  const [line = null] = lines;
  return lines.size === 1 ? line : null;
}

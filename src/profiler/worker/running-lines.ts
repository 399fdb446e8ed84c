import { originOf } from '../code-origin.ts';
import { type CodePath, isSameFunction, type PathFrame } from './code-path.ts';
import { joined } from './resume-stacks.ts';
import type { LineShare, SampledFrame } from './sampled-stacks.ts';
import type { Sighting } from './segment-samples.ts';
import type { SourceLines } from './source-lines.ts';

export interface SeenPath {
  readonly time: number;
  readonly path: CodePath;
}

export interface PathShare {
  readonly path: CodePath;
  readonly share: number;
}

/** Lines of one function between which it must have stood, given where it was resumed and where it was seen next. */
interface LineRange {
  readonly from: number;
  readonly until: number;
}

const WHOLE: LineRange = { from: 0, until: Number.POSITIVE_INFINITY };

/** Turns a sampled stack, which has functions only, into lines. */
export class RunningLines {
  readonly #sources: SourceLines;

  constructor(sources: SourceLines) {
    this.#sources = sources;
  }

  pathsOf({ time, stack }: Sighting, resumed: CodePath, points: readonly SeenPath[]): readonly PathShare[] {
    const first = stack.frames.findIndex(({ file }) => originOf(file) !== 'node');
    const frames = first === -1 ? stack.frames : stack.frames.slice(first);
    const [outermost] = frames;
    if (outermost === undefined) return [{ path: resumed, share: 1 }];
    if (first === -1)
      return [{ path: resumed.length === 0 ? [] : [...resumed, asPathFrame(outermost, null)], share: 1 }];
    const range = rangeOf(outermost, resumed, points.find((point) => point.time >= time)?.path ?? []);
    const callers = frames.slice(0, -1).map((frame, index) => {
      const line = this.#callLine(frame, frames[index + 1], index === 0 ? range : WHOLE);
      return asPathFrame(frame, line);
    });
    const leaf = frames.at(-1) ?? outermost;
    return leafShares(stack.leafLines, frames.length === 1 ? range : WHOLE).map(({ line, share }) => ({
      path: joined(resumed, [...callers, asPathFrame(leaf, line)]),
      share,
    }));
  }

  #callLine(caller: SampledFrame, callee: SampledFrame | undefined, { from, until }: LineRange): number | null {
    if (callee === undefined || originOf(caller.file) === 'node') return null;
    const lines = this.#sources.callsIn(caller, callee.function).filter((line) => line >= from && line <= until);
    return new Set(lines).size === 1 ? (lines[0] ?? null) : null;
  }
}

/** In a loop it may have gone back, and stand anywhere. */
function rangeOf(outermost: SampledFrame, resumed: CodePath, next: CodePath): LineRange {
  const from = lineIn(resumed, outermost);
  const until = lineIn(next, outermost);
  if (from === null || until === null) return from === null && until !== null ? { from: 0, until } : WHOLE;
  return until > from ? { from, until } : WHOLE;
}

function lineIn(path: CodePath, frame: SampledFrame): number | null {
  return path.findLast((other) => isSameFunction(other, frame))?.line ?? null;
}

function leafShares(
  lines: readonly LineShare[],
  { from, until }: LineRange,
): readonly (LineShare | { line: null; share: number })[] {
  const within = lines.filter(({ line }) => line >= from && line <= until);
  const possible = within.length > 0 ? within : lines;
  if (possible.length === 0) return [{ line: null, share: 1 }];
  const total = possible.reduce((sum, { share }) => sum + share, 0);
  return possible.map(({ line, share }) => ({ line, share: share / total }));
}

function asPathFrame({ file, function: name, definedLine }: SampledFrame, line: number | null): PathFrame {
  return { file, function: name, definedLine, line, column: null };
}

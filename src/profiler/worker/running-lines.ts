import { originOf } from '../code-origin.ts';
import type { CallLines } from './call-lines.ts';
import { type CodePath, type FrameOrigin, hasApp, isSameFunction, type PathFrame } from './code-path.ts';
import { joined } from './resume-stacks.ts';
import type { LineShare, SampledFrame } from './sampled-stacks.ts';
import type { Sighting } from './segment-samples.ts';

export interface SeenPath {
  readonly time: number;
  readonly path: CodePath;
}

export interface PathShare {
  readonly path: CodePath;
  readonly share: number;
}

/** What is known of the segment that a sample was taken in. */
export interface SegmentContext {
  /** The way to the line that it was resumed from. */
  readonly own: CodePath;
  /** The same or, where that has no code of the app, the way to what the request waits for. */
  readonly pending: CodePath;
  readonly points: readonly SeenPath[];
}

/** Lines of one function between which it must have stood, given where it was resumed and where it was seen next. */
export interface LineRange {
  readonly from: number;
  readonly until: number;
}

export const WHOLE_FUNCTION: LineRange = { from: 0, until: Number.POSITIVE_INFINITY };

/** Turns a sampled stack, which has functions only, into lines. */
export class RunningLines {
  readonly #calls: CallLines;
  readonly #origin: FrameOrigin;

  constructor(calls: CallLines, origin: FrameOrigin) {
    this.#calls = calls;
    this.#origin = origin;
  }

  /** Empty when nothing tells where the sample belongs. */
  pathsOf({ time, stack }: Sighting, { own, pending, points }: SegmentContext): readonly PathShare[] {
    const first = stack.frames.findIndex(({ file }) => originOf(file) !== 'node');
    const [node] = stack.frames;
    if (first === -1) {
      return pending.length === 0 || node === undefined ? [] : [{ path: [...pending, atLine(node, null)], share: 1 }];
    }
    const frames = this.#withoutRepeats(stack.frames.slice(first));
    const [outermost] = frames;
    const leaf = frames.at(-1);
    if (outermost === undefined || leaf === undefined) return [];
    const range = rangeOf(outermost, own, points.find((point) => point.time >= time)?.path ?? []);
    const callers = frames.slice(0, -1).map((frame, index) => {
      const callee = frames[index + 1];
      const line =
        callee === undefined ? null : this.#calls.lineOf(frame, callee, index === 0 ? range : WHOLE_FUNCTION);
      return atLine(frame, line);
    });
    const all = [...own, ...frames.map((frame) => atLine(frame, null))];
    const before = hasApp(all, this.#origin) ? own : pending;
    const shares = leafShares(stack.leafLines, frames.length === 1 ? range : WHOLE_FUNCTION);
    const places = shares.length > 0 ? shares : [{ line: nearestLine(points, time, leaf), share: 1 }];
    return places.map(({ line, share }) => ({ path: joined(before, [...callers, atLine(leaf, line)]), share }));
  }

  /** V8 shows a function twice while it exchanges the running code of a loop for faster code. */
  #withoutRepeats(frames: readonly SampledFrame[]): readonly SampledFrame[] {
    return frames.filter((frame, index) => {
      const next = frames[index + 1];
      return next === undefined || !isSameFunction(frame, next) || this.#calls.mayCall(frame, next);
    });
  }
}

/** In a loop it may have gone back, and stand anywhere. */
function rangeOf(outermost: SampledFrame, resumed: CodePath, next: CodePath): LineRange {
  const from = lineIn(resumed, outermost);
  const until = lineIn(next, outermost);
  if (until === null) return WHOLE_FUNCTION;
  if (from === null) return { from: 0, until };
  return until > from ? { from, until } : WHOLE_FUNCTION;
}

function lineIn(path: CodePath, frame: SampledFrame): number | null {
  return path.findLast((other) => isSameFunction(other, frame))?.line ?? null;
}

/** Where the function stood when it was seen to begin something. */
function nearestLine(points: readonly SeenPath[], time: number, frame: SampledFrame): number | null {
  let nearest: { readonly line: number; readonly distance: number } | null = null;
  for (const point of points) {
    const line = lineIn(point.path, frame);
    const distance = Math.abs(point.time - time);
    if (line !== null && (nearest === null || distance < nearest.distance)) nearest = { line, distance };
  }
  return nearest?.line ?? null;
}

/** Empty where V8 tells no line. */
function leafShares(lines: readonly LineShare[], { from, until }: LineRange): readonly LineShare[] {
  const within = lines.filter(({ line }) => line >= from && line <= until);
  const possible = within.length > 0 ? within : lines;
  const total = possible.reduce((sum, { share }) => sum + share, 0);
  return possible.map(({ line, share }) => ({ line, share: share / total }));
}

function atLine(frame: SampledFrame, line: number | null): PathFrame {
  return { ...frame, line, column: null };
}

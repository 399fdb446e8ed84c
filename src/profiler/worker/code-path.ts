import type { CodeOrigin } from '../../model/code-line.ts';
import { originOf } from '../code-origin.ts';
import type { CallFrame } from '../trace-record.ts';

/** One function on the way to a line, outermost first in a `CodePath`. */
export interface PathFrame {
  readonly file: string;
  readonly function: string;
  readonly definedLine: number;
  readonly definedColumn: number;
  /** Null where only the function is known. */
  readonly line: number | null;
  readonly column: number | null;
}

export type CodePath = readonly PathFrame[];

/** Whose code a frame is, by the source that it was made of: a bundle holds the app and its libraries in one file. */
export type FrameOrigin = (frame: PathFrame) => CodeOrigin;

/** Where nothing of the app is known: before its first line or after its last. */
export const SERVER_PATH: CodePath = [
  { file: 'node:http', function: '(request)', definedLine: 0, definedColumn: 0, line: null, column: null },
];

export function isSameFunction(
  a: Pick<PathFrame, 'file' | 'function' | 'definedLine'>,
  b: Pick<PathFrame, 'file' | 'function' | 'definedLine'>,
): boolean {
  return a.file === b.file && a.definedLine === b.definedLine && a.function === b.function;
}

export function pathFrame({ file, line, column, function: name, definedLine, definedColumn }: CallFrame): PathFrame {
  return { file, line, column, function: name, definedLine, definedColumn };
}

/** From the app's outermost line on: what called it is the same for all requests. */
export function withoutServer(path: CodePath, origin: FrameOrigin): CodePath {
  const first = path.findIndex((frame) => origin(frame) === 'app');
  if (first > 0) return path.slice(first);
  return first === 0
    ? path
    : path.slice(
        Math.max(
          0,
          path.findIndex((frame) => origin(frame) === 'library'),
        ),
      );
}

/** Down to the app's innermost line: what it calls waits on its behalf. */
export function toInnermostApp(path: CodePath, origin: FrameOrigin): CodePath {
  const last = path.findLastIndex((frame) => origin(frame) === 'app');
  return last === -1 ? path : path.slice(0, last + 1);
}

/** Node's own functions between others say nothing; of those below all others the first does, as `readFileSync`. */
export function withoutInnerNode(path: CodePath): CodePath {
  const last = path.findLastIndex(({ file }) => originOf(file) !== 'node');
  if (last === -1) return path.slice(0, 1);
  return path.filter(({ file }, index) => originOf(file) !== 'node' || index === last + 1);
}

export function hasApp(path: CodePath, origin: FrameOrigin): boolean {
  return path.some((frame) => origin(frame) === 'app');
}

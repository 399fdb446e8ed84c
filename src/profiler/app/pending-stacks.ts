import type { CodeLine } from '../../model/code-line.ts';
import type { StackSample } from '../../model/outlier.ts';
import { originOf, packageOf } from '../code-origin.ts';
import type { CallFrame } from '../trace-record.ts';
import { causeOf } from './async-cause.ts';
import { framesOf } from './call-stack.ts';
import type { AsyncStep, Moment, TraceLog } from './trace-log.ts';

const MAXIMUM_STACKS = 8;
/** Only the latest are turned into lines: a request may have begun thousands. */
const MAXIMUM_FORMATTED = 60;

interface PendingStack {
  readonly step: AsyncStep;
  readonly frames: readonly CallFrame[];
}

/** Where a request waits now: the stacks of what it began and what has not called back. */
export function pendingStacksOf(log: TraceLog, now: Moment): readonly StackSample[] {
  const pending = log.steps.filter(({ calls, stack }) => calls === 0 && stack !== null).slice(-MAXIMUM_FORMATTED);
  const stacks = pending.flatMap((step) => {
    const frames = step.stack === null ? [] : framesOf(step.stack);
    return frames.some(({ file }) => originOf(file) === 'app') ? [{ step, frames }] : [];
  });
  return withoutOuter(stacks)
    .sort(byLikelihood)
    .slice(0, MAXIMUM_STACKS)
    .map(({ step, frames }) => ({
      kind: 'waiting',
      lines: frames.map((frame) => lineOf(frame)),
      forMillis: now - step.startedAt,
      waitsFor: waitsForOf(step, frames, log),
    }));
}

/** An `await` is no news where something that it waits for is known: its stack ends as the other's. */
function withoutOuter(stacks: readonly PendingStack[]): PendingStack[] {
  return stacks.filter(
    (stack) => !stacks.some((other) => other !== stack && isAwait(other) === isAwait(stack) && endsWith(other, stack)),
  );
}

function endsWith(inner: PendingStack, outer: PendingStack): boolean {
  const [of, at] = [appFrames(inner), appFrames(outer)];
  const offset = of.length - at.length;
  if (offset <= 0) return false;
  return at.every((frame, index) => isSameFunction(frame, of[offset + index]));
}

function appFrames({ frames }: PendingStack): readonly CallFrame[] {
  return frames.filter(({ file }) => originOf(file) === 'app');
}

function isSameFunction(frame: CallFrame, other: CallFrame | undefined): boolean {
  return other !== undefined && frame.file === other.file && frame.function === other.function;
}

function isAwait({ step }: PendingStack): boolean {
  return step.type === 'PROMISE';
}

/** An `await` says more than the timer below it; the latest is the likeliest. */
function byLikelihood(a: PendingStack, b: PendingStack): number {
  return Number(isAwait(b)) - Number(isAwait(a)) || b.step.startedAt - a.step.startedAt;
}

/** What the request began last before the `await` in the same stretch of its code. */
function waitsForOf(step: AsyncStep, frames: readonly CallFrame[], { steps }: TraceLog): string {
  const leaf =
    step.type === 'PROMISE'
      ? steps.findLast(
          ({ type, calls, startedAt, segment }) =>
            type !== 'PROMISE' &&
            type !== 'TickObject' &&
            calls === 0 &&
            segment === step.segment &&
            startedAt <= step.startedAt,
        )
      : step;
  const cause = causeOf(leaf?.type ?? step.type);
  const library = frames.map(({ file }) => packageOf(file)).find((name) => name !== null);
  const isInLibrary = originOf(frames.find(({ file }) => originOf(file) !== 'node')?.file ?? '') === 'library';
  return isInLibrary && library != null ? `${cause} ${library}` : cause;
}

function lineOf({ file, line, column, function: name }: CallFrame): CodeLine {
  return { file, line, column, function: name, code: null, origin: originOf(file) };
}

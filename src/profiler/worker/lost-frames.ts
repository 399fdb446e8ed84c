import type { CallLines } from './call-lines.ts';
import { isSameFunction } from './code-path.ts';
import type { SampledFrame, SampledStack } from './sampled-stacks.ts';
import type { Sighting } from './segment-samples.ts';

/** How much of a stack's time must be on lines that call the next function, for that function to have been lost. */
const CALLING_SHARE = 0.9;

/**
 * V8 loses the innermost function while it runs a stub of V8's own, as it does all the time where much is allocated: the sample
 * then shows the caller, on the line of the call. Such a sample is taken for its neighbour, which shows both, or
 * for the only other function that was ever seen to be called from there.
 */
export function withLostFrames(samples: readonly Sighting[], calls: CallLines): readonly Sighting[] {
  const mended: Sighting[] = [];
  for (const [index, sample] of samples.entries()) {
    const neighbours = [mended[index - 1], samples.slice(index + 1).find(({ stack }) => stack !== sample.stack)];
    const deeper = neighbours.find((other) => other !== undefined && hasLost(sample.stack, other.stack, calls));
    mended.push({ time: sample.time, stack: deeper?.stack ?? extended(sample.stack, calls) });
  }
  for (const { stack } of samples) calls.learnSample(stack);
  return mended;
}

function extended(stack: SampledStack, calls: CallLines): SampledStack {
  const leaf = stack.frames.at(-1);
  if (leaf === undefined) return stack;
  const possible = calls.seenCallsOf(leaf).flatMap((seen) => {
    const callee = seen.frames.at(-1);
    return callee !== undefined && isOnCallOf(stack, callee, calls) ? [{ callee, leafLines: seen.leafLines }] : [];
  });
  const [only] = possible;
  if (only === undefined || possible.length > 1) return stack;
  return { frames: [...stack.frames, only.callee], leafLines: only.leafLines };
}

function hasLost(stack: SampledStack, other: SampledStack, calls: CallLines): boolean {
  const lost = other.frames[stack.frames.length];
  return lost !== undefined && startsWith(other.frames, stack.frames) && isOnCallOf(stack, lost, calls);
}

function isOnCallOf({ frames, leafLines }: SampledStack, callee: SampledFrame, calls: CallLines): boolean {
  const leaf = frames.at(-1);
  if (leaf === undefined) return false;
  const calling = calls.linesOf(leaf, callee);
  const share = leafLines.filter(({ line }) => calling.includes(line)).reduce((sum, line) => sum + line.share, 0);
  return share >= CALLING_SHARE;
}

function startsWith(frames: readonly SampledFrame[], start: readonly SampledFrame[]): boolean {
  return start.every((frame, index) => {
    const other = frames[index];
    return other !== undefined && isSameFunction(frame, other);
  });
}

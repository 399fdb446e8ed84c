import type { Profiler } from 'node:inspector';
import { fileURLToPath } from 'node:url';
import { OWN_FOLDER } from '../own-folder.ts';
import { plainName } from '../plain-name.ts';

/** A function on a sampled stack. V8 tells where it is defined, and the running line of the innermost only. */
export interface SampledFrame {
  readonly file: string;
  readonly function: string;
  readonly definedLine: number;
  readonly definedColumn: number;
}

export interface LineShare {
  readonly line: number;
  /** 0 to 1 of the samples of this stack. */
  readonly share: number;
}

export interface SampledStack {
  /** Outermost first; code of the monitor and of V8 itself is left out. */
  readonly frames: readonly SampledFrame[];
  /** Lines of the innermost frame, over all samples with this stack. */
  readonly leafLines: readonly LineShare[];
}

const MICROS_PER_MILLI = 1000;
const NOTHING: SampledStack = { frames: [], leafLines: [] };

/** What V8's profiler saw in about a second: at which instant which stack. */
export class SampledStacks {
  /** V8's clock in milliseconds. */
  readonly start: number;
  readonly end: number;
  readonly times: Float64Array;
  readonly #samples: readonly number[];
  readonly #nodes: ReadonlyMap<number, Profiler.ProfileNode>;
  readonly #parents = new Map<number, number>();
  readonly #stacks = new Map<number, SampledStack>();

  constructor(profile: Profiler.Profile) {
    this.start = profile.startTime / MICROS_PER_MILLI;
    this.end = profile.endTime / MICROS_PER_MILLI;
    this.#samples = profile.samples ?? [];
    this.#nodes = new Map(profile.nodes.map((node) => [node.id, node]));
    for (const { id, children = [] } of profile.nodes) for (const child of children) this.#parents.set(child, id);
    this.times = timesOf(profile);
  }

  /** Index of the first sample at or after this time. */
  firstSince(time: number): number {
    let [low, high] = [0, this.times.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.times[middle] ?? 0) < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Without frames where V8 collected garbage or ran code of its own. */
  stackAt(index: number): SampledStack {
    const id = this.#samples[index];
    if (id === undefined) return NOTHING;
    const known = this.#stacks.get(id);
    if (known !== undefined) return known;
    const stack = this.#build(id);
    this.#stacks.set(id, stack);
    return stack;
  }

  #build(id: number): SampledStack {
    const frames: SampledFrame[] = [];
    let isLeafKnown: boolean | null = null;
    for (let at: number | undefined = id; at !== undefined; at = this.#parents.get(at)) {
      const frame = frameOf(this.#nodes.get(at));
      if (frame === null) continue;
      const isOwn = frame.file.startsWith(OWN_FOLDER);
      // Lines of a sample are those of its innermost JavaScript function.
      isLeafKnown ??= !isOwn;
      if (!isOwn) frames.push(frame);
      else if (frames.length > 0) break; // What calls the monitor is the server.
    }
    return { frames: frames.reverse(), leafLines: isLeafKnown === true ? lineShares(this.#nodes.get(id)) : [] };
  }
}

function timesOf({ startTime, samples = [], timeDeltas = [] }: Profiler.Profile): Float64Array {
  const times = new Float64Array(samples.length);
  let time = startTime;
  for (let index = 0; index < times.length; index += 1) {
    time += timeDeltas[index] ?? 0;
    times[index] = time / MICROS_PER_MILLI;
  }
  return times;
}

function frameOf(node: Profiler.ProfileNode | undefined): SampledFrame | null {
  if (node === undefined || node.callFrame.url === '') return null;
  const { functionName, url, lineNumber, columnNumber } = node.callFrame;
  return {
    file: pathOf(url),
    function: plainName(functionName),
    definedLine: lineNumber + 1,
    definedColumn: columnNumber + 1,
  };
}

function lineShares(node: Profiler.ProfileNode | undefined): readonly LineShare[] {
  const ticks = node?.positionTicks ?? [];
  const total = ticks.reduce((sum, { ticks: count }) => sum + count, 0);
  return ticks.map(({ line, ticks: count }) => ({ line, share: count / total }));
}

function pathOf(url: string): string {
  if (!url.startsWith('file:')) return url;
  try {
    return fileURLToPath(url);
  } catch {
    return url;
  }
}

import type { SampledStack } from './sampled-stacks.ts';
import type { SourceLines } from './source-lines.ts';

/**
 * Where V8 has merged a function into its caller, some of its samples show the caller on lines of the other's file. Lines on
 * which the innermost function cannot stand say nothing.
 */
export class PossibleLines {
  readonly #sources: SourceLines;
  /** A stack stays one object, by which its samples are told to be of the same place. */
  readonly #known = new WeakMap<SampledStack, SampledStack>();

  constructor(sources: SourceLines) {
    this.#sources = sources;
  }

  of(stack: SampledStack): SampledStack {
    const known = this.#known.get(stack);
    if (known !== undefined) return known;
    const kept = this.#kept(stack);
    this.#known.set(stack, kept);
    return kept;
  }

  #kept(stack: SampledStack): SampledStack {
    const leaf = stack.frames.at(-1);
    if (leaf === undefined) return stack;
    const last = this.#sources.lastLineOf(leaf);
    const possible = stack.leafLines.filter(({ line }) => line >= leaf.definedLine && line <= last);
    if (possible.length === stack.leafLines.length) return stack;
    const total = possible.reduce((sum, { share }) => sum + share, 0);
    return { ...stack, leafLines: possible.map(({ line, share }) => ({ line, share: share / total })) };
  }
}

import type { LineShare, SampledFrame, SampledStack } from './sampled-stacks.ts';
import type { SourceLines } from './source-lines.ts';

const MAXIMUM_FUNCTIONS = 5000;

/**
 * Where V8 has merged a function into its caller, some of its samples show the caller on lines of the other's file, or on none.
 * Lines on which the innermost function cannot stand say nothing; if no other is left, it is taken to stand where it was last seen,
 * or on the only line it has.
 */
export class PossibleLines {
  readonly #sources: SourceLines;
  /** A stack stays one object, by which its samples are told to be of the same place. */
  readonly #known = new WeakMap<SampledStack, SampledStack>();
  readonly #lastSeen = new Map<string, readonly LineShare[]>();

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
    const key = keyOf(leaf);
    const last = this.#sources.lastLineOf(leaf);
    const possible = stack.leafLines.filter(({ line }) => line >= leaf.definedLine && line <= last);
    if (possible.length === 0) {
      const only = last === leaf.definedLine ? [{ line: last, share: 1 }] : [];
      return { ...stack, leafLines: this.#lastSeen.get(key) ?? only };
    }
    const total = possible.reduce((sum, { share }) => sum + share, 0);
    const leafLines = possible.map(({ line, share }) => ({ line, share: share / total }));
    if (this.#lastSeen.size > MAXIMUM_FUNCTIONS) this.#lastSeen.clear();
    this.#lastSeen.set(key, leafLines);
    return possible.length === stack.leafLines.length ? stack : { ...stack, leafLines };
  }
}

function keyOf({ file, definedLine, definedColumn }: SampledFrame): string {
  return `${file}:${definedLine}:${definedColumn}`;
}

import type { LineKind } from '../../model/profile.ts';
import type { GrownLine } from '../../model/regression.ts';
import type { LineTree, TreeLine } from '../line-tree.ts';
import { pairLines } from '../pair-lines.ts';

const MOST_LINES = 5;
/** Of fewer requests the time of a line is an accident. */
const LEAST_PROFILES = 3;
/** Of what the request grew by. */
const LEAST_SHARE = 0.1;
const LEAST_MILLIS = 0.1;
/** Of a line itself: waiting for others' code says nothing about it. */
const OWN_KINDS: readonly LineKind[] = ['cpu', 'await', 'gc'];

/**
 * The lines that take longer in a typical request, what grew most first; the app's, with the time of libraries and Node that
 * they call. Empty where profiles show no growth.
 */
export function grownLines(baseline: LineTree, comparison: LineTree): readonly GrownLine[] {
  if (Math.min(baseline.requests, comparison.requests) < LEAST_PROFILES) return [];
  const sums = new Map<string, Sum>();
  addPairs(sums, { current: comparison.lines, before: baseline.lines, caller: null });
  const lines = [...sums.values()].map(({ line, before, now }) => ({
    line,
    baselineMillis: before / baseline.requests / 1000,
    comparisonMillis: now / comparison.requests / 1000,
  }));
  const grown = lines.reduce((sum, line) => sum + growth(line), 0);
  return lines
    .filter((line) => growth(line) >= Math.max(LEAST_MILLIS, LEAST_SHARE * grown))
    .sort((left, right) => growth(right) - growth(left))
    .slice(0, MOST_LINES);
}

interface Sum {
  readonly line: GrownLine['line'];
  before: number;
  now: number;
}

interface Level {
  readonly current: ReadonlyMap<string, TreeLine>;
  readonly before: ReadonlyMap<string, TreeLine>;
  /** The app's line that led here; null where none did. */
  readonly caller: GrownLine['line'] | null;
}

/** A line that is called from several places is one line. */
function addPairs(sums: Map<string, Sum>, { current, before, caller }: Level): void {
  for (const pair of pairLines(current, before)) {
    const shown = pair.current ?? pair.before;
    if (shown === null) continue;
    const owner = shown.line.origin === 'app' ? shown.line : (caller ?? shown.line);
    const { file, function: name, line, code } = owner;
    const key = JSON.stringify([file, name, line, code]);
    const sum = sums.get(key) ?? { line: owner, before: 0, now: 0 };
    sums.set(key, sum);
    sum.before += ownMicros(pair.before);
    sum.now += ownMicros(pair.current);
    const below = { current: pair.current?.below ?? new Map(), before: pair.before?.below ?? new Map() };
    addPairs(sums, { ...below, caller: owner.origin === 'app' ? owner : caller });
  }
}

function ownMicros(line: TreeLine | null): number {
  return line === null ? 0 : OWN_KINDS.reduce((sum, kind) => sum + line.selfMicros[kind], 0);
}

function growth({ baselineMillis, comparisonMillis }: GrownLine): number {
  return comparisonMillis - baselineMillis;
}

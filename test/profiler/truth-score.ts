import { readFileSync } from 'node:fs';
import type { CodeLine } from '../../src/model/code-line.ts';
import type { LineKind, Profile, ProfileNode } from '../../src/model/profile.ts';
import type { TruthRun } from './truth-run.ts';

export const NOWHERE = '(none)';

export interface PlacedTime {
  readonly kind: LineKind;
  readonly millis: number;
  /** The app's innermost line on the way to it. */
  readonly line: CodeLine | null;
}

/** Self times of a profile, each at the app's line that it is spent in or for. */
export function placedTimes({ nodes, codeLines }: Profile): readonly PlacedTime[] {
  const way: (CodeLine | null)[] = [];
  return nodes.flatMap((node) => {
    const own = codeLines[node.code];
    way[node.indent] = own?.origin === 'app' ? own : (way[node.indent - 1] ?? null);
    const line = way[node.indent] ?? null;
    return kindsOf(node).map(([kind, millis]) => ({ kind, millis, line }));
  });
}

export function kindsOf({ self }: ProfileNode): readonly [LineKind, number][] {
  return Object.entries(self) as [LineKind, number][];
}

export function millisByFunction(profile: Profile): Readonly<Record<string, number>> {
  const spent: Record<string, number> = {};
  for (const { millis, line } of placedTimes(profile)) {
    const name = line?.function ?? NOWHERE;
    spent[name] = (spent[name] ?? 0) + millis;
  }
  return spent;
}

/** Sum over functions of what the profile is wrong by, as a share of the request's time. */
export function functionError({ profile, spent }: TruthRun): number {
  const seen = millisByFunction(profile);
  const wrong = Object.entries(spent).map(([name, millis]) => Math.abs((seen[name] ?? 0) - millis));
  return wrong.reduce((sum, millis) => sum + millis, 0) / profile.durationMillis;
}

/** The same over several requests together. */
export function groupedError(runs: readonly TruthRun[]): number {
  const wrong: Record<string, number> = {};
  let wall = 0;
  for (const { profile, spent } of runs) {
    const seen = millisByFunction(profile);
    wall += profile.durationMillis;
    for (const [name, millis] of Object.entries(spent)) wrong[name] = (wrong[name] ?? 0) + (seen[name] ?? 0) - millis;
  }
  return Object.values(wrong).reduce((sum, millis) => sum + Math.abs(millis), 0) / wall;
}

/** What all programs run: the server, and what they measure themselves with. */
const SHARED = /[\\/]truth(?:-server)?\.mjs$/;

/** Names of the app's functions that not all programs run, without those of arrow functions. */
export function functionsOf(profiles: readonly Profile[]): ReadonlySet<string> {
  const lines = profiles
    .flatMap(({ codeLines }) => codeLines)
    .filter(({ origin, file }) => origin === 'app' && !SHARED.test(file));
  return new Set(lines.map((line) => line.function));
}

/** How far the sum of all lines is from the request's time, as a share of it. */
export function coverageError(profile: Profile): number {
  const sum = placedTimes(profile).reduce((total, { millis }) => total + millis, 0);
  return Math.abs(sum - profile.durationMillis) / profile.durationMillis;
}

type Mark = 'cpu' | 'await';
const markedLines = new Map<string, { readonly [mark in Mark]: ReadonlySet<number> }>();

/** Of the time in functions with marked lines: how much, and how much of it on such a line. */
export function placedOnMarks(
  profiles: readonly Profile[],
  mark: Mark,
): { readonly all: number; readonly right: number } {
  const kinds: readonly LineKind[] = mark === 'cpu' ? ['cpu', 'gc'] : ['await', 'queue'];
  const functions = new Set<string>();
  const times = profiles.flatMap((profile) => placedTimes(profile)).filter(({ kind }) => kinds.includes(kind));
  for (const { line } of times)
    if (line !== null && isMarked(line, mark)) functions.add(`${line.file} ${line.function}`);
  const concerned = times.filter(({ line }) => line !== null && functions.has(`${line.file} ${line.function}`));
  const right = concerned.filter(({ line }) => line !== null && isMarked(line, mark));
  const sum = (some: readonly PlacedTime[]): number => some.reduce((total, { millis }) => total + millis, 0);
  return { all: sum(concerned), right: sum(right) };
}

function isMarked({ file, line }: CodeLine, mark: Mark): boolean {
  let marks = markedLines.get(file);
  if (marks === undefined) {
    const lines = readFileSync(file, 'utf8').split('\n');
    const having = (text: string): ReadonlySet<number> =>
      new Set(lines.flatMap((content, index) => (content.includes(text) ? [index + 1] : [])));
    marks = { cpu: having('@cpu'), await: having('@await') };
    markedLines.set(file, marks);
  }
  return line !== null && marks[mark].has(line);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

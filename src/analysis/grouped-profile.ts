import type { CodeLine } from '../model/code-line.ts';
import type { LineKind } from '../model/profile.ts';
import { millisByKind, totalMicros } from './kind-micros.ts';
import { emptyLine, type LineTree, longest, type TreeLine } from './line-tree.ts';
import { pairLines } from './pair-lines.ts';

/** A line of many requests. Times are milliseconds. */
export interface GroupedLine {
  readonly indent: number;
  readonly line: CodeLine;
  readonly hits: number;
  /** Over the requests in which it was seen, of time with everything below. */
  readonly averageMillis: number;
  readonly standardDeviationMillis: number;
  readonly totalMillis: number;
  readonly selfMillis: number;
  readonly byKind: Readonly<Record<LineKind, number>>;
  readonly selfByKind: Readonly<Record<LineKind, number>>;
  readonly waitsFor: string | null;
  readonly heldBy: string | null;
  readonly baseline: BaselineFigures | null;
}

export interface BaselineFigures {
  readonly hits: number;
  readonly averageMillis: number;
  readonly totalMillis: number;
}

/** In preorder, the costliest first below each line. With a baseline, also the lines that only it has, with 0 hits. */
export function groupedLines(tree: LineTree, baseline: LineTree | null): readonly GroupedLine[] {
  const lines: GroupedLine[] = [];
  const visit = (current: Lines, before: Lines, indent: number): void => {
    const pairs = pairLines(current, before).sort(
      (a, b) => cost(b.current) - cost(a.current) || cost(b.before) - cost(a.before) || compareKeys(a.key, b.key),
    );
    for (const { current: line, before: old } of pairs) {
      const shown = line ?? old;
      if (shown === null) continue;
      lines.push(groupedLine(line ?? emptyLine(shown.line), { indent, old }));
      visit(line?.below ?? new Map(), old?.below ?? new Map(), indent + 1);
    }
  };
  visit(tree.lines, baseline?.lines ?? new Map(), 0);
  return lines;
}

export function averageMillis({ requests, durationMicros }: LineTree): number | null {
  return requests === 0 ? null : durationMicros / requests / 1000;
}

type Lines = ReadonlyMap<string, TreeLine>;

function groupedLine(line: TreeLine, { indent, old }: { indent: number; old: TreeLine | null }): GroupedLine {
  const total = totalMicros(line.micros);
  return {
    indent,
    line: line.line,
    hits: line.hits,
    averageMillis: line.hits === 0 ? 0 : total / line.hits / 1000,
    standardDeviationMillis: standardDeviation(line),
    totalMillis: total / 1000,
    selfMillis: totalMicros(line.selfMicros) / 1000,
    byKind: millisByKind(line.micros),
    selfByKind: millisByKind(line.selfMicros),
    waitsFor: longest(line.waits),
    heldBy: longest(line.holders),
    baseline: old === null ? null : baselineFigures(old),
  };
}

function baselineFigures({ hits, micros }: TreeLine): BaselineFigures {
  const total = totalMicros(micros);
  return { hits, averageMillis: hits === 0 ? 0 : total / hits / 1000, totalMillis: total / 1000 };
}

/** Of the requests in which the line was seen; exact until the root is taken. */
function standardDeviation({ hits, micros, squares }: TreeLine): number {
  if (hits === 0) return 0;
  const scaled = BigInt(hits) * squares - BigInt(totalMicros(micros)) ** 2n;
  return Math.sqrt(Number(scaled)) / hits / 1000;
}

function cost(line: TreeLine | null): number {
  return line === null ? -1 : totalMicros(line.micros);
}

function compareKeys(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

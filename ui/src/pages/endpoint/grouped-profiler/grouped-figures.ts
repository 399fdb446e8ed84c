import type { ApiGroupedLine, ApiKindTimes, GroupedProfileAnswer } from '../../../../../src/api/contract.ts';
import { addTimes, NO_TIMES } from '../../../code/kind-words.ts';
import type { TreeRow } from '../../../code/visible-rows.ts';

export type GroupedRow = TreeRow<ApiGroupedLine>;

/** Time of all merged requests together, milliseconds. */
export function wholeOf({ requests, averageMillis }: GroupedProfileAnswer): number {
  return Math.max((averageMillis ?? 0) * requests, Number.MIN_VALUE);
}

/** Of a row, whatever it stands for. */
export interface RowFigures {
  readonly hits: number;
  readonly averageMillis: number | null;
  readonly standardDeviationMillis: number | null;
  readonly totalMillis: number;
  readonly byKind: ApiKindTimes;
}

/** A fold's lines are added up without what they call of the app; how much that varies is not known. */
export function figuresOf(row: GroupedRow): RowFigures {
  if (row.kind === 'line') return row.node.line;
  const lines = row.folded.map(({ line }) => line);
  const hits = Math.max(0, ...lines.map((line) => line.hits));
  const totalMillis = lines.reduce((sum, line) => sum + line.selfMillis, 0);
  return {
    hits,
    averageMillis: hits === 0 ? null : totalMillis / hits,
    standardDeviationMillis: null,
    totalMillis,
    byKind: lines.reduce((sum, line) => addTimes(sum, line.selfByKind), NO_TIMES),
  };
}

/** How a line changed since the baseline. */
export type LineChange =
  | { readonly kind: 'new' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'changed'; readonly ratio: number };

/** Null without a baseline, and of lines that took no time then. */
export function changeOf({ hits, averageMillis, baseline }: ApiGroupedLine): LineChange | null {
  if (hits === 0) return { kind: 'gone' };
  if (baseline === null || baseline.hits === 0) return { kind: 'new' };
  if (baseline.averageMillis === 0) return null;
  return { kind: 'changed', ratio: averageMillis / baseline.averageMillis };
}

/** Less is everyday noise. */
const CLEAR_RATIO = 1.2;
/** A line seen in fewer requests proves nothing. */
const LEAST_HITS = 10;
/** Of the average request: a change of less concerns nobody. */
const CONCERNING_SHARE = 0.01;
/** Standard errors of a difference; chance alone exceeds them once in twenty times. */
const CLEAR_ERRORS = 2;

/** Whether the averages differ by more than chance does, if both vary as the newer one. */
export function isBeyondChance({ hits, averageMillis, standardDeviationMillis, baseline }: ApiGroupedLine): boolean {
  if (baseline === null || Math.min(hits, baseline.hits) < LEAST_HITS) return false;
  const standardError = standardDeviationMillis * Math.sqrt(1 / hits + 1 / baseline.hits);
  return Math.abs(averageMillis - baseline.averageMillis) > CLEAR_ERRORS * standardError;
}

/** Whether a change is one that people should see. `perRequest`: the average request, milliseconds. */
export function changeState(line: ApiGroupedLine, perRequest: number): 'slower' | 'faster' | null {
  const change = changeOf(line);
  if (change?.kind !== 'changed' || !isBeyondChance(line)) return null;
  const difference = Math.abs(line.averageMillis - (line.baseline?.averageMillis ?? 0));
  if (difference < perRequest * CONCERNING_SHARE) return null;
  if (change.ratio >= CLEAR_RATIO) return 'slower';
  return change.ratio <= 1 / CLEAR_RATIO ? 'faster' : null;
}

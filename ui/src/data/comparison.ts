import type { TimeRange } from '../../../src/model/time-range.ts';

/** What today's numbers are held against. */
export type Comparison =
  | { readonly kind: 'none' }
  | { readonly kind: 'previous' }
  | { readonly kind: 'week' }
  | { readonly kind: 'version'; readonly version: string };

export const DEFAULT_COMPARISON: Comparison = { kind: 'previous' };

const WEEK_MILLIS = 604_800_000;
const VERSION_PREFIX = 'version:';

export function parseComparison(text: string | undefined): Comparison {
  if (text === 'none' || text === 'previous' || text === 'week') return { kind: text };
  if (text?.startsWith(VERSION_PREFIX)) return { kind: 'version', version: text.slice(VERSION_PREFIX.length) };
  return DEFAULT_COMPARISON;
}

export function comparisonText(comparison: Comparison): string {
  return comparison.kind === 'version' ? `${VERSION_PREFIX}${comparison.version}` : comparison.kind;
}

/** As it continues `compared with …`. */
export function comparisonLabel(comparison: Comparison): string {
  if (comparison.kind === 'version') return `version ${comparison.version}`;
  return { none: 'nothing', previous: 'the previous period', week: 'the same time last week' }[comparison.kind];
}

/** As the name of a line or an entry: `Previous period`. */
export function comparisonName(comparison: Comparison): string {
  if (comparison.kind === 'version') return `Version ${comparison.version}`;
  return { none: 'No comparison', previous: 'Previous period', week: 'Same time last week' }[comparison.kind];
}

export interface Baseline {
  readonly range: TimeRange;
  /** Only requests of this version. */
  readonly version: string | null;
}

/**
 * The time to compare with, as long as the range itself. A version is taken in the last such time that
 * it served, since it may not run any more. Null: nothing to compare with.
 */
export function baselineOf(
  comparison: Comparison,
  { from, to }: TimeRange,
  lastSeenOfVersion: number | null,
): Baseline | null {
  const length = to - from;
  if (comparison.kind === 'previous') return { range: { from: from - length, to: from }, version: null };
  if (comparison.kind === 'week') return { range: { from: from - WEEK_MILLIS, to: to - WEEK_MILLIS }, version: null };
  if (comparison.kind !== 'version' || lastSeenOfVersion === null) return null;
  // One millisecond more, because ranges do not include their end.
  const end = Math.min(to, lastSeenOfVersion + 1);
  return { range: { from: end - length, to: end }, version: comparison.version };
}

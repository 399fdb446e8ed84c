import type { ApiMetricsRow, VersionsAnswer } from '../../../../src/api/contract.ts';
import { type Figures, figuresOf } from '../../data/figures.ts';

export interface VersionRow {
  readonly version: string;
  readonly firstSeen: string | null;
  readonly lastSeen: string | null;
  readonly figures: Figures;
  /** p50 as a part of the p50 of the version before it; null for the first. */
  readonly change: number | null;
  /** Requests of the version before it, of which the change is. */
  readonly previousRequests: number;
}

/** Newest first, each held against the one before it. */
export function versionRows(rows: readonly ApiMetricsRow[], known: VersionsAnswer['versions']): readonly VersionRow[] {
  const seen = new Map(known.map((each) => [each.version, each]));
  const byAge = rows
    .map((row) => ({ version: String(row.version), figures: figuresOf(row) }))
    .sort((left, right) => firstSeen(right.version) - firstSeen(left.version));
  function firstSeen(version: string): number {
    return Date.parse(seen.get(version)?.firstSeen ?? '') || 0;
  }
  return byAge.map(({ version, figures }, index) => {
    const before = byAge[index + 1]?.figures;
    const known = figures.p50 !== null && before !== undefined && before.p50 !== null && before.p50 > 0;
    return {
      version,
      firstSeen: seen.get(version)?.firstSeen ?? null,
      lastSeen: seen.get(version)?.lastSeen ?? null,
      figures,
      change: known ? (figures.p50 ?? 0) / (before.p50 ?? 1) : null,
      previousRequests: before?.requests ?? 0,
    };
  });
}

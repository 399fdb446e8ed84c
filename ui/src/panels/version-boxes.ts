import type { ApiMetricsRow } from '../../../src/api/contract.ts';
import type { Box } from '../charts/box.ts';

interface VersionBoxesParts {
  readonly overall: ApiMetricsRow | undefined;
  readonly byVersion: readonly ApiMetricsRow[];
  /** Newest first. */
  readonly order: readonly string[];
  readonly most: number;
  readonly open: (version: string) => void;
}

/** All versions together, then the newest first; of many, those of which there were requests in this view. */
export function versionBoxes({ overall, byVersion, order, most, open }: VersionBoxesParts): readonly Box[] {
  if (overall === undefined || (overall.requests ?? 0) === 0) return [];
  const age = (version: string): number => (order.includes(version) ? order.indexOf(version) : order.length);
  const boxes = byVersion
    .filter((row) => (row.requests ?? 0) > 0)
    .map((row): Box => {
      const version = String(row.version);
      return { key: version, label: version, row, open: () => open(version), openLabel: 'Show only this version' };
    })
    .sort((left, right) => age(left.label) - age(right.label))
    .slice(0, most);
  return [{ key: '', label: 'All versions', row: overall }, ...boxes];
}

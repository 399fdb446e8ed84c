import type { ApiMetricsRow, VersionsAnswer } from '../../../../src/api/contract.ts';
import type { ChartTable } from '../../charts/chart-table.ts';
import type { Grid, GridCell, GridLook } from '../../charts/grid.ts';
import { ENOUGH_REQUESTS } from '../../components/figures.tsx';
import { NONE } from '../../data/filters.ts';
import { oldestFirst } from '../../data/version-order.ts';
import { formatExactCount } from '../../format/count.ts';
import { formatDuration } from '../../format/duration.ts';
import { type Extent, extentOf, logShare } from '../../panels/extent.ts';
import { LABEL_WORDS, type LabelDimension, labelName } from './label-words.ts';

export const MOST_LABELS = 30;
const MOST_VERSIONS = 15;

export type DurationMetric = 'p50' | 'p95';

interface VersionLabelParts {
  readonly dimension: LabelDimension;
  readonly metric: DurationMetric;
  readonly look: GridLook;
  readonly rows: readonly ApiMetricsRow[];
  readonly versions: VersionsAnswer['versions'];
  /** Path of the endpoint's page. */
  readonly page: string;
}

export interface VersionLabelGrid {
  readonly grid: Grid;
  /** Of the rows; null: requests that have none. */
  readonly labels: readonly (string | null)[];
  readonly columns: readonly string[];
  readonly extent: Extent;
}

/** Users or addresses down, those with the most requests first; versions across, the newest on the right. */
export function versionLabelGrid(parts: VersionLabelParts): VersionLabelGrid {
  const { dimension, metric, rows, versions, page } = parts;
  const labels = busiestLabels(dimension, rows);
  const names = [...new Set(rows.map((row) => String(row.version)))];
  const columns = oldestFirst(names, versions).slice(-MOST_VERSIONS);
  const placed = rows.filter((row) => labels.includes(labelOf(dimension, row)));
  const extent = extentOf(placed.map((row) => row[metric] ?? null));
  const cells: (GridCell | null)[][] = labels.map(() => columns.map(() => null));
  for (const row of placed) {
    const line = cells[labels.indexOf(labelOf(dimension, row))];
    const column = columns.indexOf(String(row.version));
    if (line !== undefined && column >= 0) line[column] = cellOf(row, parts, extent);
  }
  const grid: Grid = {
    rows: labels.map((label) => ({
      key: label ?? '',
      label: labelName(dimension, label),
      link: { to: page, search: { [dimension]: label ?? NONE } },
    })),
    columns: columns.map((version) => ({ key: version, label: version, title: `Version ${version}` })),
    cells,
  };
  return { grid, labels, columns, extent };
}

export function versionLabelTable(dimension: LabelDimension, rows: readonly ApiMetricsRow[]): ChartTable {
  return {
    columns: [LABEL_WORDS[dimension].one, 'Version', 'Requests', 'p50', 'p95'],
    rows: rows.map((row) => [
      labelName(dimension, row[dimension]),
      String(row.version),
      row.requests ?? 0,
      row.p50 ?? null,
      row.p95 ?? null,
    ]),
  };
}

function cellOf(row: ApiMetricsRow, { metric, look }: VersionLabelParts, extent: Extent): GridCell {
  const requests = row.requests ?? 0;
  const value = row[metric] ?? null;
  return {
    // The area of a circle is the value itself; among shades only ratios can be told apart.
    share: look === 'circles' ? (value ?? 0) / (extent.most || 1) : logShare(value, extent),
    text: formatDuration(value),
    isDoubted: requests < ENOUGH_REQUESTS,
    opens: true,
    summary: [
      ['Requests', formatExactCount(requests)],
      ['p50', formatDuration(row.p50)],
      ['p95', formatDuration(row.p95)],
    ],
  };
}

function labelOf(dimension: LabelDimension, row: ApiMetricsRow): string | null {
  const value = row[dimension] ?? null;
  return value === null ? null : String(value);
}

function busiestLabels(dimension: LabelDimension, rows: readonly ApiMetricsRow[]): readonly (string | null)[] {
  const totals = new Map<string | null, number>();
  for (const row of rows) {
    const label = labelOf(dimension, row);
    totals.set(label, (totals.get(label) ?? 0) + (row.requests ?? 0));
  }
  return [...totals.entries()]
    .sort(([, left], [, right]) => right - left)
    .slice(0, MOST_LABELS)
    .map(([label]) => label);
}

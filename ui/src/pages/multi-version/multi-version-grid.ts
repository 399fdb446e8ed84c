import type { ApiEndpoint, ApiMetricsRow, VersionsAnswer } from '../../../../src/api/contract.ts';
import type { ChartTable } from '../../charts/chart-table.ts';
import type { Grid, GridCell } from '../../charts/grid.ts';
import { oldestFirst } from '../../data/version-order.ts';
import { formatExactCount } from '../../format/count.ts';
import { formatPercent } from '../../format/percent.ts';

const MOST_VERSIONS = 15;

interface MultiVersionParts {
  /** Rows of the chart, in this order. */
  readonly endpoints: readonly ApiEndpoint[];
  readonly byVersion: readonly ApiMetricsRow[];
  readonly byBoth: readonly ApiMetricsRow[];
  readonly versions: VersionsAnswer['versions'];
}

export interface MultiVersionGrid {
  readonly grid: Grid;
  readonly columns: readonly string[];
  /** The largest share shown, 0-1. */
  readonly most: number;
  readonly table: ChartTable;
}

/** Each endpoint's share of a version's requests: a column over all endpoints adds up to one. */
export function multiVersionGrid({ endpoints, byVersion, byBoth, versions }: MultiVersionParts): MultiVersionGrid {
  const totals = new Map(byVersion.map((row) => [String(row.version), row.requests ?? 0]));
  const columns = oldestFirst([...totals.keys()], versions).slice(-MOST_VERSIONS);
  const counts = new Map(byBoth.map((row) => [keyOf(Number(row.endpoint), String(row.version)), row.requests ?? 0]));
  const shareOf = (id: number, version: string): number =>
    (counts.get(keyOf(id, version)) ?? 0) / Math.max(1, totals.get(version) ?? 0);
  const most = Math.max(0, ...endpoints.flatMap(({ id }) => columns.map((version) => shareOf(id, version))));
  const cellOf = (id: number, version: string): GridCell | null => {
    const count = counts.get(keyOf(id, version)) ?? 0;
    if (count === 0) return null;
    const share = shareOf(id, version);
    return {
      share: share / most,
      text: formatPercent(share),
      summary: [
        ['Share', formatPercent(share)],
        ['Requests', formatExactCount(count)],
        ['of the version', formatExactCount(totals.get(version) ?? 0)],
      ],
    };
  };
  const grid: Grid = {
    rows: endpoints.map(({ id, name }) => ({ key: String(id), label: name, link: { to: `/endpoint/${id}/versions` } })),
    columns: columns.map((version) => ({ key: version, label: version, title: `Version ${version}` })),
    cells: endpoints.map(({ id }) => columns.map((version) => cellOf(id, version))),
  };
  const table: ChartTable = {
    columns: ['Endpoint', ...columns],
    rows: endpoints.map(({ id, name }) => [name, ...columns.map((version) => shareOf(id, version))]),
  };
  return { grid, columns, most, table };
}

function keyOf(endpoint: number, version: string): string {
  return `${endpoint} ${version}`;
}

import type { ApiMetricsRow } from '../../../../src/api/contract.ts';
import { Duration, ErrorRate } from '../../components/figures.tsx';
import type { Column } from '../../components/table/column.ts';
import { CountCell, FigureCell, LinkCell } from '../../components/table/link-cell.tsx';
import { NONE } from '../../data/filters.ts';
import { formatPercent } from '../../format/percent.ts';
import { LABEL_WORDS, type LabelDimension, labelName } from './label-words.ts';

export interface LabelRow {
  /** Null: requests that have none. */
  readonly value: string | null;
  readonly label: string;
  /** 0-1, of all requests shown. */
  readonly share: number;
  readonly row: ApiMetricsRow;
}

/** Most requests first. */
export function labelRows(dimension: LabelDimension, rows: readonly ApiMetricsRow[]): readonly LabelRow[] {
  const total = rows.reduce((sum, row) => sum + (row.requests ?? 0), 0);
  return rows
    .map((row): LabelRow => {
      const value = row[dimension] ?? null;
      const share = (row.requests ?? 0) / Math.max(1, total);
      return { value: value === null ? null : String(value), label: labelName(dimension, value), share, row };
    })
    .sort((left, right) => right.share - left.share);
}

/** `page`: path of the endpoint. */
export function labelColumns(dimension: LabelDimension, page: string): readonly Column<LabelRow>[] {
  const duration = (metric: 'p50' | 'p95' | 'max'): Column<LabelRow> => ({
    key: metric,
    header: metric,
    width: 86,
    align: 'right',
    sortValue: ({ row }) => row[metric] ?? null,
    cell: ({ value, row }) => (
      <FigureCell requests={row.requests ?? 0} to={page} search={{ [dimension]: value ?? NONE }} isAside>
        <Duration value={row[metric] ?? null} requests={row.requests ?? 0} />
      </FigureCell>
    ),
  });
  return [
    {
      key: 'label',
      header: LABEL_WORDS[dimension].one,
      width: 180,
      grows: true,
      sortValue: ({ label }) => label,
      cell: ({ value, label }) => (
        <LinkCell to={page} search={{ [dimension]: value ?? NONE }} title={label}>
          {label}
        </LinkCell>
      ),
    },
    {
      key: 'requests',
      header: 'Requests',
      width: 92,
      align: 'right',
      sortValue: ({ row }) => row.requests ?? 0,
      cell: ({ value, row }) => (
        <CountCell count={row.requests ?? 0} to={page} search={{ [dimension]: value ?? NONE }} />
      ),
    },
    {
      key: 'share',
      header: 'Share',
      hint: 'Of all requests shown',
      width: 80,
      align: 'right',
      sortValue: ({ share }) => share,
      cell: ({ share }) => formatPercent(share),
    },
    {
      key: 'errorRate',
      header: 'Errors',
      hint: 'Share of requests answered with a 4xx or 5xx status',
      width: 80,
      align: 'right',
      sortValue: ({ row }) => row.errorRate ?? null,
      cell: ({ value, row }) => (
        <FigureCell
          requests={row.requests ?? 0}
          to={`${page}/status_code_distribution`}
          search={{ [dimension]: value ?? NONE }}
        >
          <ErrorRate value={row.errorRate ?? null} requests={row.requests ?? 0} />
        </FigureCell>
      ),
    },
    duration('p50'),
    duration('p95'),
    { ...duration('max'), header: 'Slowest' },
  ];
}

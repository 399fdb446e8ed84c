import type { ReactNode } from 'react';
import { LevelRadios } from '../../components/level-switch.tsx';
import type { Column } from '../../components/table/column.ts';
import { ViewLink } from '../../components/table/view-link.tsx';
import { TimeAgo } from '../../components/time-ago.tsx';
import { formatCount, formatExactCount } from '../../format/count.ts';
import { formatPercent } from '../../format/percent.ts';
import type { EndpointRow } from './endpoint-rows.ts';
import classes from './endpoint-table.module.css';
import { DurationCell, ErrorsCell, PeriodCount, RangeCount, ShareBar, ShareCell } from './figure-cells.tsx';
import type { GroupRow, TableRow } from './group-rows.ts';
import { useRowParts } from './row-parts.ts';
import { RowSparkline } from './row-sparkline.tsx';

/** Whether there is room for all columns. On a phone the method moves into the route's cell. */
export type Density = 'all' | 'few';

/** In this order, so that the first ones are seen without scrolling. */
const FEW: readonly string[] = ['route', 'requests', 'p95', 'errorRate', 'p50', 'last', 'level'];

type EndpointColumn = Omit<Column<EndpointRow>, 'cell'> & {
  readonly cell: (row: EndpointRow) => ReactNode;
  /** In the row that heads a group; empty where percentiles of parts do not add up. */
  readonly group?: (row: GroupRow) => ReactNode;
};

/** Of a group, which has no page of its own. */
const count = (value: number): ReactNode =>
  value === 0 ? (
    <span className={classes['zero']}>0</span>
  ) : (
    <span title={formatExactCount(value)}>{formatCount(value)}</span>
  );

const COLUMNS: readonly EndpointColumn[] = [
  {
    key: 'method',
    header: 'Method',
    width: 76,
    fits: true,
    sortValue: ({ endpoint }) => endpoint.method,
    cell: ({ endpoint }) => <span className={classes['method']}>{endpoint.method}</span>,
  },
  {
    key: 'route',
    header: 'Route',
    width: 200,
    grows: true,
    // Its text ends by itself.
    fits: true,
    sortValue: ({ endpoint }) => endpoint.route,
    cell: (row) => <RouteCell row={row} density="all" />,
  },
  {
    key: 'requests',
    header: 'Requests',
    hint: 'In the chosen time range',
    width: 86,
    align: 'right',
    sortValue: ({ figures }) => figures.requests,
    cell: (row) => <RangeCount row={row} />,
    group: (row) => count(row.requests),
  },
  {
    key: 'today',
    header: 'Today',
    hint: 'Since midnight in the configured time zone',
    width: 66,
    align: 'right',
    sortValue: ({ endpoint }) => endpoint.requestsToday,
    cell: (row) => <PeriodCount row={row} period="today" />,
    group: (row) => count(row.requestsToday),
  },
  {
    key: 'week',
    header: '7 days',
    width: 66,
    align: 'right',
    sortValue: ({ endpoint }) => endpoint.requestsWeek,
    cell: (row) => <PeriodCount row={row} period="week" />,
    group: (row) => count(row.requestsWeek),
  },
  {
    key: 'overall',
    header: 'Overall',
    width: 74,
    align: 'right',
    sortValue: ({ endpoint }) => endpoint.requestsOverall,
    cell: (row) => <PeriodCount row={row} period="overall" />,
    group: (row) => count(row.requestsOverall),
  },
  {
    key: 'errorRate',
    header: 'Errors',
    hint: 'Share of requests answered with a 4xx or 5xx status',
    width: 72,
    align: 'right',
    sortValue: ({ figures }) => figures.errorRate,
    cell: (row) => <ErrorsCell row={row} />,
    group: (row) => formatPercent(row.requests === 0 ? null : row.errors / row.requests),
  },
  {
    key: 'p50',
    header: 'p50',
    hint: 'Half of the requests were faster',
    width: 78,
    align: 'right',
    sortValue: ({ figures }) => figures.p50,
    cell: (row) => <DurationCell row={row} metric="p50" />,
  },
  {
    key: 'p95',
    header: 'p95',
    hint: '95 % of the requests were faster',
    width: 78,
    align: 'right',
    sortValue: ({ figures }) => figures.p95,
    cell: (row) => <DurationCell row={row} metric="p95" />,
  },
  {
    key: 'share',
    header: 'Share of time',
    hint: 'Part of the time that all requests took together',
    width: 106,
    align: 'right',
    sortValue: ({ timeShare }) => timeShare,
    cell: (row) => <ShareCell row={row} />,
    group: ({ timeShare }) => <ShareBar share={timeShare} />,
  },
  {
    key: 'course',
    header: 'Trend',
    hint: 'Requests over the chosen time',
    width: 120,
    fits: true,
    cell: ({ endpoint }) => <RowSparkline id={endpoint.id} />,
  },
  {
    key: 'last',
    header: 'Last request',
    width: 98,
    align: 'right',
    sortValue: ({ endpoint }) => (endpoint.lastRequested === null ? null : Date.parse(endpoint.lastRequested)),
    cell: ({ endpoint }) => <TimeAgo time={endpoint.lastRequested} />,
    group: ({ lastRequested }) => <TimeAgo time={lastRequested} />,
  },
  {
    key: 'level',
    header: 'Level',
    hint: '0: last requested only. 1: every request. 2: and outliers. 3: and profiles.',
    width: 136,
    align: 'right',
    sortValue: ({ endpoint }) => endpoint.level,
    cell: ({ endpoint }) => <LevelCell endpoint={endpoint} />,
  },
];

/** For sorting, which knows endpoints only: groups follow their first endpoint. */
export const SORTABLE_COLUMNS: readonly Column<EndpointRow>[] = COLUMNS;

export function tableColumns(
  density: Density,
  isClosed: (prefix: string) => boolean,
  toggle: (prefix: string) => void,
): readonly Column<TableRow>[] {
  return columnsOf(density).map(({ cell, group, sortValue, ...column }) => ({
    ...column,
    ...(sortValue === undefined
      ? {}
      : { sortValue: (row: TableRow) => (row.kind === 'group' ? null : sortValue(row)) }),
    cell: (row) => {
      if (row.kind === 'endpoint')
        return column.key === 'route' ? <RouteCell row={row} density={density} /> : cell(row);
      if (column.key === (density === 'all' ? 'method' : 'route')) {
        return (
          <GroupToggle
            row={row}
            named={density === 'few'}
            isClosed={isClosed(row.prefix)}
            toggle={() => toggle(row.prefix)}
          />
        );
      }
      if (column.key === 'route') return <span className={classes['prefix']}>{row.prefix}</span>;
      return group?.(row) ?? null;
    },
  }));
}

function columnsOf(density: Density): readonly EndpointColumn[] {
  if (density === 'all') return COLUMNS;
  return FEW.flatMap((key) => COLUMNS.filter((column) => column.key === key));
}

function RouteCell({ row: { endpoint }, density }: { readonly row: EndpointRow; readonly density: Density }) {
  return (
    <ViewLink to={`/endpoint/${endpoint.id}`} className={classes['route']} title={endpoint.name}>
      <span className={classes['dot']} style={{ background: endpoint.color }} aria-hidden />
      {density === 'few' && <span className={classes['method']}>{endpoint.method}</span>}
      <span className={classes['routeText']}>{endpoint.route}</span>
    </ViewLink>
  );
}

function LevelCell({ endpoint: { id, name, level } }: Pick<EndpointRow, 'endpoint'>) {
  return <LevelRadios id={id} name={name} level={level} control={useRowParts().levels} />;
}

interface GroupToggleProps {
  readonly row: GroupRow;
  /** The prefix has no cell of its own. */
  readonly named: boolean;
  readonly isClosed: boolean;
  readonly toggle: () => void;
}

function GroupToggle({ row, named, isClosed, toggle }: GroupToggleProps) {
  return (
    <button
      type="button"
      className={classes['toggle']}
      aria-expanded={!isClosed}
      aria-label={`Endpoints below ${row.prefix}`}
      onClick={toggle}
    >
      <span className={classes['chevron']} data-closed={isClosed} aria-hidden />
      {named && <span className={classes['prefix']}>{row.prefix}</span>}
      {row.endpoints}
    </button>
  );
}

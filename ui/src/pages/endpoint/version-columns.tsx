import { Duration, ENOUGH_REQUESTS, ErrorRate } from '../../components/figures.tsx';
import type { Column } from '../../components/table/column.ts';
import { CountCell, FigureCell, LinkCell } from '../../components/table/link-cell.tsx';
import { timeColumn } from '../../components/table/time-column.tsx';
import { formatChange } from '../../format/percent.ts';
import classes from './endpoint.module.css';
import type { VersionRow } from './version-rows.ts';

/** `page`: path of the endpoint. */
export function versionColumns(page: string): readonly Column<VersionRow>[] {
  return [
    {
      key: 'version',
      header: 'Version',
      width: 140,
      grows: true,
      sortValue: ({ version }) => version,
      cell: ({ version }) => (
        <LinkCell to={page} search={{ version }}>
          {version}
        </LinkCell>
      ),
    },
    timeColumn({
      key: 'firstSeen',
      header: 'First seen',
      hint: 'The first request of this endpoint to this version',
      width: 110,
      timeOf: ({ firstSeen }) => firstSeen,
    }),
    timeColumn({ key: 'lastSeen', header: 'Last seen', width: 110, timeOf: ({ lastSeen }) => lastSeen }),
    {
      key: 'requests',
      header: 'Requests',
      width: 92,
      align: 'right',
      sortValue: ({ figures }) => figures.requests,
      cell: ({ version, figures }) => <CountCell count={figures.requests} to={page} search={{ version }} />,
    },
    {
      key: 'errorRate',
      header: 'Errors',
      hint: 'Share of requests answered with a 4xx or 5xx status',
      width: 80,
      align: 'right',
      sortValue: ({ figures }) => figures.errorRate,
      cell: ({ version, figures }) => (
        <FigureCell requests={figures.requests} to={`${page}/status_code_distribution`} search={{ version }}>
          <ErrorRate value={figures.errorRate} requests={figures.requests} />
        </FigureCell>
      ),
    },
    {
      key: 'p50',
      header: 'p50',
      width: 86,
      align: 'right',
      sortValue: ({ figures }) => figures.p50,
      cell: ({ version, figures }) => (
        <FigureCell requests={figures.requests} to={page} search={{ version }} isAside>
          <Duration value={figures.p50} requests={figures.requests} />
        </FigureCell>
      ),
    },
    {
      key: 'p95',
      header: 'p95',
      width: 86,
      align: 'right',
      sortValue: ({ figures }) => figures.p95,
      cell: ({ version, figures }) => (
        <FigureCell requests={figures.requests} to={page} search={{ version }} isAside>
          <Duration value={figures.p95} requests={figures.requests} />
        </FigureCell>
      ),
    },
    {
      key: 'change',
      header: 'p50 change',
      hint: 'Against the version before it',
      width: 104,
      align: 'right',
      sortValue: ({ change }) => change,
      cell: (row) => <Change row={row} />,
    },
  ];
}

/** Less is everyday noise. */
const SLOWER_RATIO = 1.2;

function Change({ row: { change, figures, previousRequests } }: { readonly row: VersionRow }) {
  if (change === null) return '–';
  const few = Math.min(figures.requests, previousRequests) < ENOUGH_REQUESTS;
  if (few) {
    return (
      <span className={classes['doubted']} title={`Of fewer than ${ENOUGH_REQUESTS} requests: mostly chance.`}>
        {formatChange(change)}
      </span>
    );
  }
  return <span className={change >= SLOWER_RATIO ? classes['slower'] : undefined}>{formatChange(change)}</span>;
}

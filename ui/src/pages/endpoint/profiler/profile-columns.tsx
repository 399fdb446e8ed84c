import type { ApiProfileSummary } from '../../../../../src/api/contract.ts';
import { KindBar } from '../../../code/kind-bar.tsx';
import type { Column } from '../../../components/table/column.ts';
import { formatDuration } from '../../../format/duration.ts';
import { formatExact, formatSecond } from '../../../format/time.ts';
import classes from '../details/details.module.css';

/** `longest`: duration of the slowest request in the list, as long as a bar can be. */
export function profileColumns(zone: string, longest: number): readonly Column<ApiProfileSummary>[] {
  return [
    {
      key: 'time',
      header: 'Time',
      width: 130,
      sortValue: ({ time }) => time,
      cell: ({ time }) => (
        <time dateTime={time} title={`${formatExact(Date.parse(time), zone)} (${zone})`}>
          {formatSecond(Date.parse(time), zone)}
        </time>
      ),
    },
    {
      key: 'duration',
      header: 'Duration',
      width: 92,
      align: 'right',
      sortValue: ({ durationMillis }) => durationMillis,
      cell: ({ durationMillis }) => formatDuration(durationMillis),
    },
    {
      key: 'byKind',
      header: 'Where it went',
      hint: 'As long as its part of the slowest request in this list',
      width: 200,
      grows: true,
      cell: ({ byKind }) => (
        <span className={classes['bar']}>
          <KindBar times={byKind} whole={longest} />
        </span>
      ),
    },
    {
      key: 'version',
      header: 'Version',
      width: 110,
      sortValue: ({ version }) => version,
      cell: ({ version }) => <span title={version}>{version}</span>,
    },
    {
      key: 'request',
      header: 'Request',
      width: 90,
      align: 'right',
      sortValue: ({ requestId }) => requestId,
      cell: ({ requestId }) => <span className={classes['number']}>{requestId ?? '–'}</span>,
    },
  ];
}

import { Link } from '@tanstack/react-router';
import type { ApiRequestRecord } from '../../../src/api/contract.ts';
import type { Column } from '../components/table/column.ts';
import { filterText, NONE, type StoredFilter } from '../data/filters.ts';
import { viewParameters } from '../data/view.ts';
import { formatDuration } from '../format/duration.ts';
import { formatExact, formatSecond } from '../format/time.ts';
import classes from './requests-panel.module.css';

type SetFilter = (name: StoredFilter, value: string) => void;

interface RequestColumnParts {
  readonly zone: string;
  readonly setFilter: SetFilter;
  /** Null: all requests are of one endpoint. */
  readonly names: ReadonlyMap<number, string> | null;
}

export function requestColumns({ zone, setFilter, names }: RequestColumnParts): readonly Column<ApiRequestRecord>[] {
  const filterCell = (name: StoredFilter, given: string | null, state?: 'warning' | 'error') => {
    const value = given ?? NONE;
    const text = filterText(name, value);
    return (
      <button
        type="button"
        className={classes['value']}
        data-state={given === null ? 'none' : state}
        title={text}
        aria-label={`Show only ${text}`}
        onClick={() => setFilter(name, value)}
      >
        {given ?? '–'}
      </button>
    );
  };
  return [
    {
      key: 'time',
      header: 'Time',
      width: 150,
      sortValue: ({ time }) => time,
      cell: ({ time }) => (
        <time dateTime={time} title={`${formatExact(Date.parse(time), zone)} (${zone})`}>
          {formatSecond(Date.parse(time), zone)}
        </time>
      ),
    },
    ...(names === null ? [] : [endpointColumn(names)]),
    {
      key: 'duration',
      header: 'Duration',
      width: 100,
      align: 'right',
      sortValue: ({ duration }) => duration,
      cell: ({ duration }) => formatDuration(duration),
    },
    {
      key: 'status',
      header: 'Status',
      width: 84,
      align: 'right',
      sortValue: ({ status }) => status,
      cell: ({ status }) =>
        filterCell('statusCode', String(status), status >= 500 ? 'error' : status >= 400 ? 'warning' : undefined),
    },
    {
      key: 'version',
      header: 'Version',
      width: 120,
      sortValue: ({ version }) => version,
      cell: ({ version }) => filterCell('version', version),
    },
    {
      key: 'group',
      header: 'Group',
      width: 140,
      grows: true,
      sortValue: ({ group }) => group,
      cell: ({ group }) => filterCell('group', group),
    },
    { key: 'ip', header: 'IP address', width: 190, sortValue: ({ ip }) => ip, cell: ({ ip }) => filterCell('ip', ip) },
    {
      key: 'aborted',
      header: 'Aborted',
      hint: 'The connection was lost before the response ended',
      width: 90,
      sortValue: ({ aborted }) => Number(aborted),
      cell: ({ aborted }) => (aborted ? 'aborted' : ''),
    },
  ];
}

function endpointColumn(names: ReadonlyMap<number, string>): Column<ApiRequestRecord> {
  return {
    key: 'endpoint',
    header: 'Endpoint',
    width: 220,
    grows: true,
    sortValue: ({ endpointId }) => names.get(endpointId) ?? null,
    cell: ({ endpointId }) => (
      <Link to={`/endpoint/${endpointId}`} search={viewParameters as never} className={classes['endpoint']}>
        {names.get(endpointId) ?? `Endpoint ${endpointId}`}
      </Link>
    ),
  };
}

import { Skeleton } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { ApiRequestRecord } from '../../../src/api/contract.ts';
import { LoadFailure } from '../components/states/load-failure.tsx';
import { NoRequestsHere } from '../components/states/no-requests-here.tsx';
import type { Sort } from '../components/table/column.ts';
import { DataTable } from '../components/table/data-table.tsx';
import { ExportMenu } from '../components/table/export-menu.tsx';
import { Pager } from '../components/table/pager.tsx';
import { sortRows } from '../components/table/sort-rows.ts';
import { useCursorPages } from '../components/table/use-cursor-pages.ts';
import { fetchRequests } from '../data/api-client.ts';
import { exportAddresses } from '../data/export-addresses.ts';
import { queryKeys } from '../data/query-keys.ts';
import { rangeOf } from '../data/time-choice.ts';
import { useEndpointNames } from '../data/use-endpoints.ts';
import { useView, useViewActions } from '../data/use-view.ts';
import { useZone } from '../data/zone.ts';
import { requestColumns } from './request-columns.tsx';
import classes from './requests-panel.module.css';

const NEWEST_FIRST: Sort = { key: 'time', descending: true };

interface RequestsPanelProps {
  readonly title: string;
  /** Absent: of all endpoints, each with its name. */
  readonly endpoint?: number;
  /** Status codes or classes, unless the view is filtered by others. */
  readonly statusCodes?: string;
}

/** The latest requests, page by page. */
export function RequestsPanel({ title, endpoint, statusCodes }: RequestsPanelProps) {
  const { setFilter } = useViewActions();
  const zone = useZone();
  const [sort, setSort] = useState(NEWEST_FIRST);
  const { answer, pages, wholeQuestion } = useRequestPages(endpoint, statusCodes);
  const names = useEndpointNames({ enabled: endpoint === undefined });
  const columns = useMemo(
    () => requestColumns({ zone, setFilter, names: endpoint === undefined ? names : null }),
    [zone, setFilter, endpoint, names],
  );
  const rows = sortRows(answer.data?.requests ?? [], columns, sort);
  return (
    <section className={classes['panel']} aria-labelledby="requests-title">
      <header className={classes['toolbar']}>
        <div>
          <h2 className={classes['title']} id="requests-title">
            {title}
          </h2>
          <p className={classes['question']}>Press a status, version, group or address to see only those.</p>
        </div>
        <ExportMenu
          file={`${title} page ${pages.page}`}
          records={() => rows.map((row) => ({ ...row, aborted: String(row.aborted) }))}
          disabled={rows.length === 0}
          whole={{
            title: 'All requests',
            formats: ['csv', 'json', 'ndjson'],
            address: (format) => exportAddresses.requests(wholeQuestion(), format),
          }}
        />
      </header>
      {answer.data === undefined && answer.error !== null && (
        <LoadFailure what="The requests" error={answer.error} retry={() => void answer.refetch()} />
      )}
      {answer.isPending && <Skeleton height={320} radius={0} />}
      {answer.data !== undefined && (
        <>
          <DataTable<ApiRequestRecord>
            label={title}
            columns={columns}
            rows={rows}
            rowKey={(row) => row.id}
            sort={sort}
            onSort={setSort}
            maxHeight="540px"
            empty={<NoRequestsHere />}
          />
          <Pager pages={pages} />
        </>
      )}
    </section>
  );
}

function useRequestPages(endpoint: number | undefined, statusCodes: string | undefined) {
  const { time, filters: chosen } = useView();
  const filters = statusCodes === undefined ? chosen : { statusCode: statusCodes, ...chosen };
  const place = useCursorPages(JSON.stringify([endpoint, time, filters]));
  const { limit, cursor } = place;
  const question = { ...(endpoint === undefined ? {} : { endpoint }), filters, limit, cursor };
  const answer = useQuery({
    queryKey: queryKeys.requests(question, time),
    queryFn: ({ signal }) => fetchRequests({ ...question, range: rangeOf(time, Date.now()) }, signal),
    placeholderData: keepPreviousData,
    // Older pages do not change.
    meta: { settled: cursor !== null },
  });
  const wholeQuestion = () => ({ ...question, range: rangeOf(time, Date.now()) });
  return { answer, wholeQuestion, pages: place.of(answer.isPlaceholderData ? null : answer.data) };
}

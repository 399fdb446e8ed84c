import { Button, Skeleton } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { ApiRequestRecord } from '../../../src/api/contract.ts';
import { LoadFailure } from '../components/states/load-failure.tsx';
import { NoRequestsHere } from '../components/states/no-requests-here.tsx';
import type { Sort } from '../components/table/column.ts';
import { DataTable } from '../components/table/data-table.tsx';
import { ExportMenu } from '../components/table/export-menu.tsx';
import { sortRows } from '../components/table/sort-rows.ts';
import { fetchRequests } from '../data/api-client.ts';
import { preference, usePreference } from '../data/preference.ts';
import { queryKeys } from '../data/query-keys.ts';
import { rangeOf } from '../data/time-choice.ts';
import { useEndpointNames } from '../data/use-endpoints.ts';
import { useView, useViewActions } from '../data/use-view.ts';
import { useZone } from '../data/zone.ts';
import { requestColumns } from './request-columns.tsx';
import classes from './requests-panel.module.css';

const PAGE_SIZES = ['25', '50', '100', '200'] as const;
const pageSize = preference('page-size', PAGE_SIZES, '50');
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
  const pages = useRequestPages(endpoint, statusCodes);
  const { answer } = pages;
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

/** Cursors of the pages before, so that one can go back. Another view starts over. */
function useRequestPages(endpoint: number | undefined, statusCodes: string | undefined) {
  const { time, filters: chosen } = useView();
  const filters = statusCodes === undefined ? chosen : { statusCode: statusCodes, ...chosen };
  const [size, setSize] = usePreference(pageSize);
  const place = JSON.stringify([endpoint, time, filters, size]);
  const [visited, setVisited] = useState<{ readonly place: string; readonly cursors: readonly string[] }>({
    place,
    cursors: [],
  });
  const cursors = visited.place === place ? visited.cursors : [];
  const cursor = cursors.at(-1) ?? null;
  const question = { ...(endpoint === undefined ? {} : { endpoint }), filters, limit: Number(size), cursor };
  const answer = useQuery({
    queryKey: queryKeys.requests(question, time),
    queryFn: ({ signal }) => fetchRequests({ ...question, range: rangeOf(time, Date.now()) }, signal),
    placeholderData: keepPreviousData,
    // Older pages do not change.
    meta: { settled: cursor !== null },
  });
  const next = answer.data?.nextCursor ?? null;
  return {
    answer,
    size,
    setSize,
    page: cursors.length + 1,
    older: next === null || answer.isPlaceholderData ? null : () => setVisited({ place, cursors: [...cursors, next] }),
    newer: cursors.length === 0 ? null : () => setVisited({ place, cursors: cursors.slice(0, -1) }),
  };
}

function Pager({ pages }: { readonly pages: ReturnType<typeof useRequestPages> }) {
  const { page, size, setSize, older, newer } = pages;
  return (
    <div className={classes['pager']}>
      <label>
        Rows per page{' '}
        <select
          className={classes['size']}
          value={size}
          onChange={(event) => setSize(event.target.value as (typeof PAGE_SIZES)[number])}
        >
          {PAGE_SIZES.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
      </label>
      <span>Page {page}</span>
      <Button variant="default" size="xs" disabled={newer === null} onClick={() => newer?.()}>
        Newer
      </Button>
      <Button variant="default" size="xs" disabled={older === null} onClick={() => older?.()}>
        Older
      </Button>
    </div>
  );
}

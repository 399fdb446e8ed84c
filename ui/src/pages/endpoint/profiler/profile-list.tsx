import { Skeleton } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { ApiProfileSummary } from '../../../../../src/api/contract.ts';
import { KindKey } from '../../../code/kind-bar.tsx';
import { OpenerChoice } from '../../../code/opener-choice.tsx';
import { LoadFailure } from '../../../components/states/load-failure.tsx';
import type { Sort } from '../../../components/table/column.ts';
import { DetailsTable } from '../../../components/table/details-table.tsx';
import { Pager } from '../../../components/table/pager.tsx';
import { sortRows } from '../../../components/table/sort-rows.ts';
import panel from '../../../components/table/table-panel.module.css';
import { useCursorPages } from '../../../components/table/use-cursor-pages.ts';
import { useProfiles } from '../../../data/use-details.ts';
import { useUrlIds } from '../../../data/use-url-ids.ts';
import { useView } from '../../../data/use-view.ts';
import { useZone } from '../../../data/zone.ts';
import { formatSecond } from '../../../format/time.ts';
import { LoweredLevel, NothingRecorded } from '../details/level-notice.tsx';
import { ShowLastMonth } from '../details/show-last-month.tsx';
import { UnusedFilters } from '../details/unused-filters.tsx';
import { WholeDetailsMenu } from '../details/whole-details-menu.tsx';
import { useEndpointScope } from '../endpoint-scope.ts';
import { ExecutionTree } from './execution-tree.tsx';
import { profileColumns } from './profile-columns.tsx';

const NEWEST_FIRST: Sort = { key: 'time', descending: true };
const FILLED_BY =
  'Requests are profiled by chance, so that profiling costs little: the first one comes after a few requests.';

/** Profiled requests, newest first, each with its execution tree. */
export function ProfileList() {
  const { endpoint } = useEndpointScope();
  const { time, filters } = useView();
  const zone = useZone();
  const [sort, setSort] = useState(NEWEST_FIRST);
  const [opened, toggle] = useUrlIds('request');
  const place = useCursorPages(JSON.stringify([endpoint, time, filters.version]));
  const answer = useProfiles({ endpoint, limit: place.limit, cursor: place.cursor });
  const profiles = answer.data?.profiles ?? [];
  const longest = Math.max(0, ...profiles.map(({ durationMillis }) => durationMillis));
  const columns = useMemo(() => profileColumns(zone, longest), [zone, longest]);
  const isEmpty = answer.data !== undefined && profiles.length === 0;
  return (
    <section className={panel['panel']} aria-labelledby="profiles-title">
      <header className={panel['toolbar']}>
        <div className={panel['titles']}>
          <h2 className={panel['title']} id="profiles-title">
            Profiled requests
          </h2>
          <p className={panel['question']}>Where did the time of one request go?</p>
        </div>
        {!isEmpty && <KindKey />}
        <OpenerChoice />
        <WholeDetailsMenu what="profiles" formats={['json', 'ndjson']} disabled={profiles.length === 0} />
      </header>
      <UnusedFilters />
      {answer.data === undefined && answer.error !== null && (
        <LoadFailure what="Profiled requests" error={answer.error} retry={() => void answer.refetch()} />
      )}
      {answer.isPending && <Skeleton height={320} radius={0} />}
      {isEmpty && <NothingRecorded noun="profiles" needed={3} filledBy={FILLED_BY} action={<ShowLastMonth />} />}
      {profiles.length > 0 && (
        <>
          <LoweredLevel noun="profiles" needed={3} />
          <DetailsTable<ApiProfileSummary>
            label="Profiled requests"
            columns={columns}
            rows={sortRows(profiles, columns, sort)}
            rowKey={keyOf}
            rowName={({ time: at }) => `Execution tree of the request of ${formatSecond(Date.parse(at), zone)}`}
            sort={sort}
            onSort={setSort}
            opened={opened}
            onToggle={toggle}
            details={(row) => <Details row={row} />}
          />
          <Pager pages={place.of(answer.isPlaceholderData ? null : answer.data)} />
        </>
      )}
    </section>
  );
}

/** Profiles are found by their request; until that is stored, a number that no request has. */
function keyOf({ id, requestId }: ApiProfileSummary): number {
  return requestId ?? -id;
}

function Details({ row: { requestId } }: { readonly row: ApiProfileSummary }) {
  if (requestId !== null) return <ExecutionTree requestId={requestId} />;
  return <p className="quiet-note">Its request is about to be stored. The tree is here in a moment.</p>;
}

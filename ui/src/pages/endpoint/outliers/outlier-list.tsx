import { Skeleton } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { ApiOutlierSummary } from '../../../../../src/api/contract.ts';
import { OpenerChoice } from '../../../code/opener-choice.tsx';
import { LoadFailure } from '../../../components/states/load-failure.tsx';
import type { Sort } from '../../../components/table/column.ts';
import { DetailsTable } from '../../../components/table/details-table.tsx';
import { Pager } from '../../../components/table/pager.tsx';
import { sortRows } from '../../../components/table/sort-rows.ts';
import panel from '../../../components/table/table-panel.module.css';
import { useCursorPages } from '../../../components/table/use-cursor-pages.ts';
import { useOutliers } from '../../../data/use-details.ts';
import { useView } from '../../../data/use-view.ts';
import { useZone } from '../../../data/zone.ts';
import { formatSecond } from '../../../format/time.ts';
import { LoweredLevel, NothingRecorded } from '../details/level-notice.tsx';
import { ShowLastMonth } from '../details/show-last-month.tsx';
import { UnusedFilters } from '../details/unused-filters.tsx';
import { WholeDetailsMenu } from '../details/whole-details-menu.tsx';
import { useEndpointScope } from '../endpoint-scope.ts';
import { outlierColumns } from './outlier-columns.tsx';
import { OutlierDetails } from './outlier-details.tsx';

const NEWEST_FIRST: Sort = { key: 'time', descending: true };
const FILLED_BY =
  'A request becomes an outlier when it lasts much longer than this endpoint’s average: 2.5 times, unless outlierDetectionConstant says otherwise.';

interface OutlierListProps {
  readonly opened: ReadonlySet<number>;
  readonly onToggle: (id: number) => void;
}

/** Requests that lasted too long, newest first, each with what was seen of it. */
export function OutlierList({ opened, onToggle }: OutlierListProps) {
  const { endpoint } = useEndpointScope();
  const { time, filters } = useView();
  const zone = useZone();
  const [sort, setSort] = useState(NEWEST_FIRST);
  const place = useCursorPages(JSON.stringify([endpoint, time, filters.version]));
  const answer = useOutliers({ endpoint, limit: place.limit, cursor: place.cursor });
  const outliers = answer.data?.outliers ?? [];
  const columns = useMemo(() => outlierColumns(zone), [zone]);
  return (
    <section className={panel['panel']} aria-labelledby="outliers-title">
      <header className={panel['toolbar']}>
        <div className={panel['titles']}>
          <h2 className={panel['title']} id="outliers-title">
            Outliers
          </h2>
          <p className={panel['question']}>Where were slow requests stuck, and what was the machine doing?</p>
        </div>
        <OpenerChoice />
        <WholeDetailsMenu what="outliers" formats={['csv', 'json', 'ndjson']} disabled={outliers.length === 0} />
      </header>
      <UnusedFilters />
      {answer.data === undefined && answer.error !== null && (
        <LoadFailure what="Outliers" error={answer.error} retry={() => void answer.refetch()} />
      )}
      {answer.isPending && <Skeleton height={320} radius={0} />}
      {answer.data !== undefined && outliers.length === 0 && (
        <NothingRecorded noun="outliers" needed={2} filledBy={FILLED_BY} action={<ShowLastMonth />} />
      )}
      {outliers.length > 0 && (
        <>
          <LoweredLevel noun="outliers" needed={2} />
          <DetailsTable<ApiOutlierSummary>
            label="Outliers"
            columns={columns}
            rows={sortRows(outliers, columns, sort)}
            rowKey={({ id }) => id}
            rowName={({ time: at }) => `Details of the outlier of ${formatSecond(Date.parse(at), zone)}`}
            sort={sort}
            onSort={setSort}
            opened={opened}
            onToggle={onToggle}
            details={(row) => <OutlierDetails summary={row} />}
          />
          <Pager pages={place.of(answer.isPlaceholderData ? null : answer.data)} />
        </>
      )}
    </section>
  );
}

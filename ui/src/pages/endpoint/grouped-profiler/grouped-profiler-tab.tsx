import { Skeleton } from '@mantine/core';
import { LoadFailure } from '../../../components/states/load-failure.tsx';
import panel from '../../../components/table/table-panel.module.css';
import { useGroupedProfile } from '../../../data/use-details.ts';
import { useView } from '../../../data/use-view.ts';
import { NothingRecorded } from '../details/level-notice.tsx';
import { ShowLastMonth } from '../details/show-last-month.tsx';
import { UnusedFilters } from '../details/unused-filters.tsx';
import { useEndpointScope } from '../endpoint-scope.ts';
import { GroupedProfile } from './grouped-profile.tsx';
import { VersionChoice } from './version-choice.tsx';

const FILLED_BY = 'It merges the latest 100 profiled requests of the chosen time and version, line by line.';

export function Tab() {
  const { endpoint } = useEndpointScope();
  const { filters, comparison } = useView();
  const version = filters.version ?? null;
  const baselineVersion = comparison.kind === 'version' ? comparison.version : null;
  const answer = useGroupedProfile({ endpoint, version, baselineVersion });
  const { data } = answer;
  if (data !== undefined && data.lines.length > 0) return <GroupedProfile profile={data} />;
  return (
    <section className={panel['panel']} aria-label="Grouped profile">
      <header className={panel['toolbar']}>
        <div className={panel['titles']}>
          <h2 className={panel['title']}>Grouped profile</h2>
        </div>
        <VersionChoice />
      </header>
      <UnusedFilters />
      {data === undefined && answer.error !== null && (
        <LoadFailure what="The grouped profile" error={answer.error} retry={() => void answer.refetch()} />
      )}
      {data === undefined && answer.error === null && <Skeleton height={420} radius={0} />}
      {data !== undefined && (
        <NothingRecorded noun="profiles" needed={3} filledBy={FILLED_BY} action={<ShowLastMonth />} />
      )}
    </section>
  );
}

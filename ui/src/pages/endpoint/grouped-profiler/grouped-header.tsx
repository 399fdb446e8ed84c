import type { GroupedProfileAnswer } from '../../../../../src/api/contract.ts';
import { KindKey } from '../../../code/kind-bar.tsx';
import { ProfileNotes } from '../../../code/profile-notes.tsx';
import panel from '../../../components/table/table-panel.module.css';
import { useView } from '../../../data/use-view.ts';
import { formatDuration } from '../../../format/duration.ts';
import { LoweredLevel } from '../details/level-notice.tsx';
import { UnusedFilters } from '../details/unused-filters.tsx';
import classes from './grouped-profiler.module.css';
import { VersionChoice } from './version-choice.tsx';

/** Which requests are merged, for the drawings and the table alike. */
export function GroupedHeader({ profile }: { readonly profile: GroupedProfileAnswer }) {
  const { filters } = useView();
  return (
    <section className={panel['panel']} aria-labelledby="grouped-title">
      <header className={`${panel['toolbar']} ${classes['header']}`}>
        <div className={panel['titles']}>
          <h2 className={panel['title']} id="grouped-title">
            Grouped profile
          </h2>
          <p className={panel['question']}>{summaryOf(profile)}</p>
        </div>
        <KindKey />
        <VersionChoice />
      </header>
      <UnusedFilters />
      <LoweredLevel noun="profiles" needed={3} />
      {filters.version === undefined && (
        <p className={classes['note']}>
          Requests of all versions: a line that moved between two versions is listed twice. Choose a version to see it
          once.
        </p>
      )}
      <ProfileNotes notes={profile.notes} />
    </section>
  );
}

function summaryOf({ requests, averageMillis, baseline }: GroupedProfileAnswer): string {
  const now = `${requests} profiled ${requests === 1 ? 'request' : 'requests'}, on average ${formatDuration(averageMillis)}`;
  if (baseline === null) return `${now}.`;
  return `${now}; version ${baseline.version}: ${baseline.requests}, on average ${formatDuration(baseline.averageMillis)}.`;
}

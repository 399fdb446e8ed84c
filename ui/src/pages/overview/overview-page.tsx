import { useDeferredValue } from 'react';
import { FilterBar } from '../../components/filters/filter-bar.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { EmptyState } from '../../components/states/empty-state.tsx';
import { SetUpLines } from '../../components/states/set-up-lines.tsx';
import { AttentionList } from './attention-list.tsx';
import { EndpointPanel } from './endpoint-panel.tsx';
import classes from './overview.module.css';
import { Tiles } from './tiles.tsx';
import { useOverview } from './use-overview.ts';

export function Page() {
  const overview = useOverview();
  // The table may lag behind typing and live data; the rest may not, and nobody shall read that there is nothing yet.
  const deferred = useDeferredValue(overview.rows);
  const rows = deferred.length === 0 ? overview.rows : deferred;
  return (
    <div className={classes['page']}>
      <PageHeader title="Overview">
        <FilterBar endpoints={overview.rows.map(({ endpoint }) => endpoint)} />
      </PageHeader>
      {overview.isEmpty ? (
        <Welcome />
      ) : (
        <>
          <Tiles scope={overview.scope} />
          <AttentionList overview={overview} />
          <EndpointPanel overview={overview} rows={rows} />
        </>
      )}
    </div>
  );
}

function Welcome() {
  return (
    <section className={classes['panel']}>
      <EmptyState title="No requests yet">
        The dashboard shows each endpoint after its first request. If your app is not connected yet, two lines do it:
        <SetUpLines />
        Then send your app a request; this page fills by itself.
      </EmptyState>
    </section>
  );
}

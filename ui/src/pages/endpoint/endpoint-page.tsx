import { Skeleton } from '@mantine/core';
import { Outlet, useParams } from '@tanstack/react-router';
import { useMemo } from 'react';
import { FilterBar } from '../../components/filters/filter-bar.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { EmptyState } from '../../components/states/empty-state.tsx';
import { LoadFailure } from '../../components/states/load-failure.tsx';
import { SetUpLines } from '../../components/states/set-up-lines.tsx';
import { TabLinks } from '../../components/tab-links.tsx';
import { ApiError } from '../../data/api-error.ts';
import { useEndpoint } from '../../data/use-endpoints.ts';
import { NotFoundPage } from '../not-found/not-found-page.tsx';
import classes from './endpoint.module.css';
import { EndpointContext } from './endpoint-scope.ts';
import { EndpointSummary } from './endpoint-summary.tsx';
import { ENDPOINT_TABS } from './endpoint-tabs.ts';

export function Page() {
  const { id } = useParams({ strict: false }) as { readonly id: string };
  // Another endpoint starts afresh: no number of the one before may stay in view.
  return /^\d+$/.test(id) ? <EndpointPage key={id} id={Number(id)} /> : <NotFoundPage />;
}

function EndpointPage({ id }: { readonly id: number }) {
  const endpoint = useEndpoint(id);
  const { data, error } = endpoint;
  const name = data?.name;
  const scope = useMemo(() => ({ endpoint: id, subject: name }), [id, name]);
  if (error instanceof ApiError && error.status === 404) return <NotFoundPage />;
  if (data === undefined && error !== null) {
    return <LoadFailure what="This endpoint" error={error} retry={() => void endpoint.refetch()} />;
  }
  return (
    <div className={classes['page']}>
      <PageHeader
        title={data === undefined ? <Skeleton height={24} width={260} /> : data.name}
        documentTitle={data?.name ?? 'Endpoint'}
        {...(data ? { color: data.color } : {})}
      >
        <FilterBar />
      </PageHeader>
      {data === undefined ? <Skeleton height={82} /> : <EndpointSummary endpoint={data} />}
      {data !== undefined && data.requestsOverall === 0 ? (
        <NeverRecorded level={data.level} />
      ) : (
        <EndpointContext value={scope}>
          <TabLinks label="Views of this endpoint" base={`/endpoint/${id}`} tabs={ENDPOINT_TABS} />
          <Outlet />
        </EndpointContext>
      )}
    </div>
  );
}

function NeverRecorded({ level }: { readonly level: number }) {
  return (
    <section className={classes['panel']}>
      <EmptyState title="No request of this endpoint was recorded">
        {level === 0 ? (
          'At level 0 only the time of the last request is kept. Set the level above to 1 to record every request.'
        ) : (
          <>
            It fills with the endpoint’s next request, as long as the app runs with
            <SetUpLines />
          </>
        )}
      </EmptyState>
    </section>
  );
}

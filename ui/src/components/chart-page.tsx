import type { ReactNode } from 'react';
import { useEndpoints } from '../data/use-endpoints.ts';
import { FilterBar } from './filters/filter-bar.tsx';
import classes from './page.module.css';
import { PageHeader } from './page-header.tsx';
import { EmptyState } from './states/empty-state.tsx';
import { SetUpLines } from './states/set-up-lines.tsx';

interface ChartPageProps {
  readonly title: string;
  readonly controls?: ReactNode;
  /** @default true */
  readonly hasFilters?: boolean;
  readonly children: ReactNode;
}

/** A page of charts about the whole app; until the first request, what would fill it. */
export function ChartPage({ title, controls, hasFilters = true, children }: ChartPageProps) {
  const { data } = useEndpoints();
  const isEmpty = data?.endpoints.every(({ requestsOverall }) => requestsOverall === 0);
  return (
    <div className={classes['page']}>
      <PageHeader title={title}>
        <div className={classes['controls']}>
          {controls}
          {hasFilters && <FilterBar />}
        </div>
      </PageHeader>
      {isEmpty ? (
        <section className={classes['panel']}>
          <EmptyState title="No requests yet">
            This page fills with the first request to your app. If it is not connected yet, two lines do it:
            <SetUpLines />
          </EmptyState>
        </section>
      ) : (
        children
      )}
    </div>
  );
}

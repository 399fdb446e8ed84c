import { Skeleton } from '@mantine/core';
import page from '../../components/page.module.css';
import { PageHeader } from '../../components/page-header.tsx';
import { CodeLines } from '../../components/states/code-lines.tsx';
import { EmptyState } from '../../components/states/empty-state.tsx';
import { LoadFailure } from '../../components/states/load-failure.tsx';
import { useGraphs } from '../../data/use-graphs.ts';
import { GraphCard } from './graph-card.tsx';

const LINES = `const monitor = dashboard.bind(app)
const waiting = () => orders.count()
monitor.addGraph('Orders', waiting, 'interval', { minutes: 1 })`;

export function Page() {
  const { data, error, isPending, refetch } = useGraphs();
  return (
    <div className={page['page']}>
      <PageHeader title="Custom graphs" />
      {data === undefined && error !== null && (
        <LoadFailure what="The list of graphs" error={error} retry={() => void refetch()} />
      )}
      {isPending && <Skeleton height={320} />}
      {data?.graphs.length === 0 && <NoGraphs />}
      {data?.graphs.map((graph) => (
        <GraphCard key={graph.id} graph={graph} />
      ))}
    </div>
  );
}

function NoGraphs() {
  return (
    <section className={page['panel']}>
      <EmptyState title="No graphs yet">
        Any number that your app knows can be drawn over time. A function that answers it, and when to ask:
        <CodeLines lines={LINES} />
      </EmptyState>
    </section>
  );
}

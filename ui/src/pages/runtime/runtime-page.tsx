import { useMemo } from 'react';
import { ChartCard } from '../../charts/chart-card.tsx';
import { TimeChart } from '../../charts/lazy-charts.ts';
import { type SeriesEntry, SeriesLegend } from '../../charts/series-legend.tsx';
import { seriesTable } from '../../charts/series-table.ts';
import { bucketsOf } from '../../charts/time-series.ts';
import { useDeployMarkers } from '../../charts/use-deploy-markers.ts';
import page from '../../components/page.module.css';
import { PageHeader } from '../../components/page-header.tsx';
import { EmptyState } from '../../components/states/empty-state.tsx';
import { useInstances } from '../../data/use-admin.ts';
import { useHiddenSeries } from '../../data/use-hidden-series.ts';
import { useRuntime } from '../../data/use-runtime.ts';
import { RUNTIME_CHARTS, type RuntimeChartKind } from './runtime-charts.ts';
import { processesOf, runtimeSeries } from './runtime-series.ts';

const HEIGHT = 220;

export function Page() {
  const [hidden, hide] = useHiddenSeries();
  const processes = useProcesses();
  const shown = useMemo(() => processes?.filter(({ key }) => !hidden.has(key)) ?? null, [processes, hidden]);
  return (
    <div className={page['page']}>
      <PageHeader title="Runtime" />
      {processes !== null && processes.length > 1 && <SeriesLegend entries={processes} hidden={hidden} onHide={hide} />}
      <div className={page['pair']}>
        {RUNTIME_CHARTS.map((kind) => (
          <RuntimeChart key={kind.title} kind={kind} processes={shown} />
        ))}
      </div>
    </div>
  );
}

/** Null until their names are known too: lines must not be renamed before people's eyes. */
function useProcesses(): readonly SeriesEntry[] | null {
  const { data } = useRuntime();
  const instances = useInstances();
  return useMemo(
    () => (data === undefined || instances.isPending ? null : processesOf(data.rows, instances.data?.instances ?? [])),
    [data, instances.data, instances.isPending],
  );
}

interface RuntimeChartProps {
  readonly kind: RuntimeChartKind;
  readonly processes: readonly SeriesEntry[] | null;
}

function RuntimeChart({ kind, processes }: RuntimeChartProps) {
  const { title, question, pick, ...scale } = kind;
  const answer = useRuntime();
  const { data } = answer;
  const markers = useDeployMarkers();
  const buckets = useMemo(() => (data === undefined ? null : bucketsOf(data, Date.now())), [data]);
  const lines = useMemo(
    () => (buckets === null || processes === null ? [] : runtimeSeries(buckets, data?.rows ?? [], { processes, pick })),
    [buckets, data, processes, pick],
  );
  const isEmpty = data !== undefined && data.rows.length === 0;
  return (
    <ChartCard
      title={title}
      question={question}
      height={HEIGHT}
      state={{ ...answer, isPending: answer.isPending || (answer.error === null && processes === null) }}
      {...(isEmpty ? { empty: <NothingSampled /> } : {})}
      table={seriesTable(buckets, lines)}
    >
      {(handle) =>
        buckets !== null && (
          <TimeChart
            label={title}
            buckets={buckets}
            lines={lines}
            markers={markers}
            height={HEIGHT}
            handle={handle}
            {...scale}
          />
        )
      }
    </ChartCard>
  );
}

function NothingSampled() {
  return (
    <EmptyState title="Nothing measured in this time">
      Every process of the app says how it fares four times a minute, the first time 15 seconds after its start.
    </EmptyState>
  );
}

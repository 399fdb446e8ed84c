import { useMemo } from 'react';
import { ChartCard } from '../charts/chart-card.tsx';
import { TimeChart } from '../charts/lazy-charts.ts';
import { Legend } from '../charts/legend.tsx';
import { seriesTable } from '../charts/series-table.ts';
import { useDeployMarkers } from '../charts/use-deploy-markers.ts';
import { useOverlay } from '../charts/use-overlay.ts';
import { NoRequestsHere } from '../components/states/no-requests-here.tsx';
import { formatCount } from '../format/count.ts';
import { CHART_HEIGHT, type ChartScope, endpointsOf } from './chart-scope.ts';
import { statusClassSeries, totalSeries } from './status-series.ts';

const MOST_ROWS = 10_000;

export function RequestsChart(scope: ChartScope) {
  const { current, buckets, baseline, comparedWith } = useOverlay({
    metrics: ['requests'],
    dimensions: ['time', 'statusCode'],
    ...endpointsOf(scope),
    limit: MOST_ROWS,
  });
  const markers = useDeployMarkers(scope.endpoint);
  const bars = useMemo(
    () => (buckets === null ? [] : statusClassSeries(buckets, current.data?.rows ?? [])),
    [buckets, current.data],
  );
  const lines = useMemo(
    () => (buckets === null || baseline === null ? [] : [totalSeries(buckets, baseline, comparedWith)]),
    [buckets, baseline, comparedWith],
  );
  const series = [...bars, ...lines];
  return (
    <ChartCard
      title="Requests over time"
      question="How busy is it, and how were requests answered?"
      height={CHART_HEIGHT}
      state={current}
      {...(bars.length === 0 ? { empty: <NoRequestsHere /> } : {})}
      legend={<Legend entries={series} />}
      table={seriesTable(buckets, series)}
      subject={scope.subject}
    >
      {(handle) =>
        buckets !== null && (
          <TimeChart
            label="Requests over time"
            buckets={buckets}
            bars={bars}
            lines={lines}
            scale="count"
            format={formatCount}
            formatTick={formatCount}
            markers={markers}
            height={CHART_HEIGHT}
            handle={handle}
          />
        )
      }
    </ChartCard>
  );
}

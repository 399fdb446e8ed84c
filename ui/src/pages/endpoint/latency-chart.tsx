import { useMemo } from 'react';
import { ChartCard } from '../../charts/chart-card.tsx';
import { TimeChart } from '../../charts/lazy-charts.ts';
import { Legend } from '../../charts/legend.tsx';
import { seriesTable } from '../../charts/series-table.ts';
import { type TimeSeries, valuesOf } from '../../charts/time-series.ts';
import { useDeployMarkers } from '../../charts/use-deploy-markers.ts';
import { useOverlay } from '../../charts/use-overlay.ts';
import { NoRequestsHere } from '../../components/states/no-requests-here.tsx';
import { formatDuration, formatDurationTick } from '../../format/duration.ts';
import { CHART_HEIGHT, type ChartScope, endpointsOf } from '../../panels/chart-scope.ts';

const METRICS = ['requests', 'p50', 'p95', 'p99'] as const;
const LINES = [
  { metric: 'p99', color: 'marker', style: 'thin' },
  { metric: 'p95', color: 'mark', style: 'solid' },
  { metric: 'p50', color: 'ink', style: 'solid' },
] as const;

export function LatencyChart(scope: ChartScope) {
  const { current, buckets, baseline, comparedWith } = useOverlay({
    metrics: METRICS,
    dimensions: ['time'],
    ...endpointsOf(scope),
  });
  const markers = useDeployMarkers(scope.endpoint);
  const lines = useMemo((): readonly TimeSeries[] => {
    if (buckets === null) return [];
    const now = LINES.map(({ metric, color, style }) => ({
      name: metric,
      color,
      style,
      values: valuesOf(buckets, current.data?.rows ?? [], (row) => row[metric]),
    }));
    if (baseline === null) return now;
    const before = valuesOf(buckets, baseline.rows, (row) => row.p95, { shift: baseline.shift });
    return [...now, { name: `p95, ${comparedWith}`, color: 'comparison', style: 'dashed', values: before }];
  }, [buckets, current.data, baseline, comparedWith]);
  return (
    <ChartCard
      title="Latency over time"
      question="When did it get slower or faster? Logarithmic: equal steps are equal factors."
      height={CHART_HEIGHT}
      state={current}
      {...(current.data?.rows.length === 0 ? { empty: <NoRequestsHere /> } : {})}
      legend={<Legend entries={lines} />}
      table={seriesTable(buckets, lines)}
      subject={scope.subject}
    >
      {(handle) =>
        buckets !== null && (
          <TimeChart
            label="Latency over time"
            buckets={buckets}
            lines={lines}
            scale="log"
            format={formatDuration}
            formatTick={formatDurationTick}
            markers={markers}
            height={CHART_HEIGHT}
            handle={handle}
          />
        )
      }
    </ChartCard>
  );
}

import { useMemo } from 'react';
import { ChartCard } from '../../charts/chart-card.tsx';
import { TimeChart } from '../../charts/lazy-charts.ts';
import { SeriesLegend } from '../../charts/series-legend.tsx';
import { seriesTable } from '../../charts/series-table.ts';
import { type TimeSeries, valuesOf } from '../../charts/time-series.ts';
import { useDeployMarkers } from '../../charts/use-deploy-markers.ts';
import { useOverlay } from '../../charts/use-overlay.ts';
import { NoRequestsHere } from '../../components/states/no-requests-here.tsx';
import { useEndpoints } from '../../data/use-endpoints.ts';
import { useHiddenSeries } from '../../data/use-hidden-series.ts';
import { useMetrics } from '../../data/use-metrics.ts';
import { formatCount } from '../../format/count.ts';
import { busiest, dailySeries } from './daily-series.ts';

const HEIGHT = 420;
const MOST_ROWS = 10_000;
const DAYS = { metrics: ['requests'], step: '1d', limit: MOST_ROWS } as const;

export function DailyChart() {
  const endpoints = useEndpoints();
  const shown = useMemo(() => busiest(endpoints.data?.endpoints ?? []), [endpoints.data]);
  const ids = shown.map(({ id }) => id).sort((left, right) => left - right);
  const { current, buckets, baseline, comparedWith } = useOverlay({ ...DAYS, dimensions: ['time'] });
  const parts = useMetrics({ ...DAYS, dimensions: ['time', 'endpoint'], endpoints: ids, enabled: ids.length > 0 });
  const [hidden, hide] = useHiddenSeries();
  const markers = useDeployMarkers();
  const series = useMemo(
    () =>
      buckets === null
        ? []
        : dailySeries(buckets, shown, { totals: current.data?.rows ?? [], byEndpoint: parts.data?.rows ?? [] }),
    [buckets, shown, current.data, parts.data],
  );
  const bars = useMemo(() => series.filter(({ key }) => !hidden.has(key)), [series, hidden]);
  const lines = useMemo((): readonly TimeSeries[] => {
    // Compared with all requests, so only fair while all are shown.
    if (buckets === null || baseline === null || hidden.size > 0) return [];
    const values = valuesOf(buckets, baseline.rows, (row) => row.requests, { missing: 0, shift: baseline.shift });
    return [{ name: comparedWith, color: 'comparison', style: 'dashed', values }];
  }, [buckets, baseline, comparedWith, hidden]);
  const state = [endpoints, current, parts].find(({ error }) => error !== null);
  const isEmpty = current.data !== undefined && current.data.rows.length === 0;
  return (
    <ChartCard
      title="Requests per day"
      question="How much is asked for each day, and of which endpoint? Press a name to hide it."
      height={HEIGHT}
      state={state ?? (isEmpty || current.isPending || endpoints.isPending ? current : parts)}
      {...(isEmpty ? { empty: <NoRequestsHere /> } : {})}
      legend={<SeriesLegend entries={series} hidden={hidden} onHide={hide} />}
      table={seriesTable(buckets, [...bars, ...lines])}
    >
      {(handle) =>
        buckets !== null && (
          <TimeChart
            label="Requests per day"
            buckets={buckets}
            bars={bars}
            lines={lines}
            scale="count"
            format={formatCount}
            formatTick={formatCount}
            markers={markers}
            height={HEIGHT}
            handle={handle}
          />
        )
      }
    </ChartCard>
  );
}

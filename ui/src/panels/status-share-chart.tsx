import { useMemo } from 'react';
import { ChartCard } from '../charts/chart-card.tsx';
import { TimeChart } from '../charts/lazy-charts.ts';
import { SeriesLegend } from '../charts/series-legend.tsx';
import { seriesTable } from '../charts/series-table.ts';
import { useDeployMarkers } from '../charts/use-deploy-markers.ts';
import { useOverlay } from '../charts/use-overlay.ts';
import { NoRequestsHere } from '../components/states/no-requests-here.tsx';
import { useHiddenSeries } from '../data/use-hidden-series.ts';
import { formatPercent } from '../format/percent.ts';
import { type ChartScope, endpointsOf } from './chart-scope.ts';
import { statusShareSeries } from './status-series.ts';

const MOST_ROWS = 10_000;
/** As high as a usual number of status codes beside it. */
const HEIGHT = 300;
const TITLE = 'Status codes over time';

/** How the parts of the classes of status codes change. */
export function StatusShareChart(scope: ChartScope) {
  const { current, buckets } = useOverlay({
    metrics: ['requests'],
    dimensions: ['time', 'statusCode'],
    limit: MOST_ROWS,
    ...endpointsOf(scope),
  });
  const markers = useDeployMarkers(scope.endpoint);
  const [hidden, hide] = useHiddenSeries();
  const series = useMemo(
    () => (buckets === null ? [] : statusShareSeries(buckets, current.data?.rows ?? [])),
    [buckets, current.data],
  );
  const bars = useMemo(() => series.filter(({ key }) => !hidden.has(key)), [series, hidden]);
  return (
    <ChartCard
      title={TITLE}
      question="Did the share of errors change, and was it with a deploy? Hide 2xx to see errors closer."
      height={HEIGHT}
      state={current}
      {...(series.length === 0 ? { empty: <NoRequestsHere /> } : {})}
      legend={<SeriesLegend entries={series} hidden={hidden} onHide={hide} />}
      table={seriesTable(buckets, bars)}
      subject={scope.subject}
    >
      {(handle) =>
        buckets !== null && (
          <TimeChart
            label={TITLE}
            buckets={buckets}
            bars={bars}
            scale="linear"
            format={formatPercent}
            formatTick={formatPercent}
            markers={markers}
            height={HEIGHT}
            handle={handle}
          />
        )
      }
    </ChartCard>
  );
}

import { useMemo } from 'react';
import { ChartCard } from '../charts/chart-card.tsx';
import { gridHeight } from '../charts/grid-plot.ts';
import { GridScale } from '../charts/grid-scale.tsx';
import { GridChart } from '../charts/lazy-charts.ts';
import { useDeployMarkers } from '../charts/use-deploy-markers.ts';
import { Choice } from '../components/choice.tsx';
import { NoRequestsHere } from '../components/states/no-requests-here.tsx';
import { useMetrics } from '../data/use-metrics.ts';
import { useOpenView } from '../data/use-open-view.ts';
import { useUrlChoice } from '../data/use-url-choice.ts';
import { type ChartScope, endpointsOf } from './chart-scope.ts';
import { HOUR_FORMATS, HOUR_METRICS, hourGrid, hourRange, hourTable } from './hour-grid.ts';

const CELL_HEIGHT = 18;
const LABELS = { requests: 'Requests', errorRate: 'Error rate', p95: 'p95' } as const;
/** Over a year of hours. */
const MOST_ROWS = 10_000;

/** Days across, hours down. */
export function HourlyChart(scope: ChartScope) {
  const [metric, setMetric] = useUrlChoice('metric', HOUR_METRICS, 'requests');
  const answer = useMetrics({
    metrics: HOUR_METRICS,
    dimensions: ['day', 'hourOfDay'],
    limit: MOST_ROWS,
    ...endpointsOf(scope),
  });
  const markers = useDeployMarkers(scope.endpoint);
  const open = useOpenView();
  const drawn = useMemo(
    () => (answer.data === undefined ? null : hourGrid(answer.data, metric, markers)),
    [answer.data, metric, markers],
  );
  const zone = answer.data?.timezone ?? 'UTC';
  const page = scope.endpoint === undefined ? '/overview' : `/endpoint/${scope.endpoint}`;
  const format = HOUR_FORMATS[metric];
  return (
    <ChartCard
      title="Hourly utilization"
      question={`At what times of the day is it busy? Hours of ${zone}.`}
      height={gridHeight(24, CELL_HEIGHT)}
      state={answer}
      {...(answer.data?.rows.length === 0 ? { empty: <NoRequestsHere /> } : {})}
      controls={<Choice label="Shown" options={LABELS} value={metric} onChange={setMetric} />}
      legend={
        drawn !== null && (
          <GridScale
            look="heat"
            least={metric === 'p95' ? format(drawn.extent.least) : '0'}
            most={format(drawn.extent.most)}
            {...(metric === 'requests' ? {} : { note: 'Hollow: fewer than 30 requests.' })}
          />
        )
      }
      table={hourTable(answer.data)}
      subject={scope.subject}
    >
      {(handle) =>
        drawn !== null && (
          <GridChart
            label="Hourly utilization"
            grid={drawn.grid}
            look="heat"
            labelWidth={58}
            cellHeight={CELL_HEIGHT}
            columnLabels="below"
            openLabel="Press to see this hour"
            open={({ row, column }) =>
              open(page, { range: undefined, ...hourRange(drawn.days[column] ?? 0, row, zone) })
            }
            handle={handle}
          />
        )
      }
    </ChartCard>
  );
}

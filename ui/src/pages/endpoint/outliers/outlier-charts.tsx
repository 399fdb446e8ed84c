import { useMemo, useState } from 'react';
import { ChartCard } from '../../../charts/chart-card.tsx';
import { PointChart } from '../../../charts/lazy-charts.ts';
import { Legend, type LegendEntry } from '../../../charts/legend.tsx';
import type { DotSeries } from '../../../charts/time-chart-option.ts';
import { useDeployMarkers } from '../../../charts/use-deploy-markers.ts';
import { rangeOf } from '../../../data/time-choice.ts';
import { useOutliers } from '../../../data/use-details.ts';
import { useView } from '../../../data/use-view.ts';
import { formatBytes } from '../../../format/bytes.ts';
import { CHART_HEIGHT } from '../../../panels/chart-scope.ts';
import classes from '../endpoint.module.css';
import { useEndpointScope } from '../endpoint-scope.ts';
import { cpuSeries, cpuTable, memorySeries, memoryTable, outlierPoints } from './outlier-points.ts';

/** The most that one answer holds. */
const MOST_OUTLIERS = 500;

interface OutlierChartsProps {
  readonly onOpen: (id: number) => void;
}

/** How busy the machine was at each outlier of the chosen time. */
export function OutlierCharts({ onOpen }: OutlierChartsProps) {
  const { endpoint, subject } = useEndpointScope();
  const { time } = useView();
  const answer = useOutliers({ endpoint, limit: MOST_OUTLIERS, cursor: null });
  const markers = useDeployMarkers(endpoint);
  const [pointed, setPointed] = useState<number | null>(null);
  const newestFirst = answer.data?.outliers;
  const outliers = useMemo(() => [...(newestFirst ?? [])].reverse(), [newestFirst]);
  const points = useMemo(() => outlierPoints(outliers), [outliers]);
  const drawn = useMemo(() => ({ cpu: cpuSeries(outliers), memory: memorySeries(outliers) }), [outliers]);
  // Moves with the clock only when there is something new to draw.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the answer stands for the time at which it was asked
  const range = useMemo(() => rangeOf(time, Date.now()), [time, outliers]);
  // The list below says why there is nothing.
  if (answer.data !== undefined && outliers.length === 0) return null;
  const shared = { range, points, markers, height: CHART_HEIGHT, pointed, onPoint: setPointed, onOpen };
  const most = outliers.length === MOST_OUTLIERS ? ` The newest ${MOST_OUTLIERS} outliers.` : '';
  return (
    <div className={classes['grid']}>
      <ChartCard
        title="CPU at outliers"
        question={`Was the machine busy, or only one core?${most}`}
        height={CHART_HEIGHT}
        state={answer}
        legend={<Legend entries={dotted(drawn.cpu)} />}
        table={cpuTable(outliers)}
        subject={subject}
      >
        {(handle) => (
          <PointChart
            {...shared}
            label="CPU at outliers"
            series={drawn.cpu}
            least={100}
            formatTick={percentTick}
            handle={handle}
          />
        )}
      </ChartCard>
      <ChartCard
        title="Memory at outliers"
        question={`Was memory short, or did it grow?${most}`}
        height={CHART_HEIGHT}
        state={answer}
        legend={<Legend entries={dotted(drawn.memory)} />}
        table={memoryTable(outliers)}
        subject={subject}
      >
        {(handle) => (
          <PointChart
            {...shared}
            label="Memory at outliers"
            series={drawn.memory}
            least={0}
            formatTick={byteTick}
            handle={handle}
          />
        )}
      </ChartCard>
    </div>
  );
}

function dotted(series: readonly DotSeries[]): readonly LegendEntry[] {
  return series.map(({ name, color }) => ({ name, color, style: 'dot' }));
}

function percentTick(value: number): string {
  return `${value}\u00a0%`;
}

function byteTick(value: number): string {
  return value === 0 ? '0' : formatBytes(value);
}

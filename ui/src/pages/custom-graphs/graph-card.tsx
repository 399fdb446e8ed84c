import { useMemo } from 'react';
import type { ApiGraph } from '../../../../src/api/graph-contract.ts';
import { ChartCard } from '../../charts/chart-card.tsx';
import { TimeChart } from '../../charts/lazy-charts.ts';
import { SeriesLegend } from '../../charts/series-legend.tsx';
import { seriesTable } from '../../charts/series-table.ts';
import { useDeployMarkers } from '../../charts/use-deploy-markers.ts';
import { EmptyState } from '../../components/states/empty-state.tsx';
import { useGraphPoints } from '../../data/use-graphs.ts';
import { useHiddenSeries } from '../../data/use-hidden-series.ts';
import { useZone } from '../../data/zone.ts';
import { formatCount } from '../../format/count.ts';
import { formatSecond } from '../../format/time.ts';
import classes from './custom-graphs.module.css';
import { graphSeries } from './graph-series.ts';

const HEIGHT = 240;

export function GraphCard({ graph }: { readonly graph: ApiGraph }) {
  const { id, title } = graph;
  const answer = useGraphPoints(id);
  const markers = useDeployMarkers();
  const [hidden, hide] = useHiddenSeries();
  const drawn = useMemo(
    () => (answer.data === undefined ? null : graphSeries(title, answer.data, Date.now())),
    [answer.data, title],
  );
  const series = drawn?.series ?? [];
  const shown = series.length > 1 ? series.filter(({ name }) => !hidden.has(name)) : series;
  const isEmpty = answer.data !== undefined && answer.data.points.length === 0;
  return (
    <ChartCard
      title={title}
      question={useTimes(graph)}
      height={HEIGHT}
      state={answer}
      {...(isEmpty ? { empty: <NoValues graph={graph} /> } : {})}
      {...(series.length > 1
        ? {
            legend: (
              <SeriesLegend
                entries={series.map(({ name, color }) => ({ key: name, name, color }))}
                hidden={hidden}
                onHide={hide}
              />
            ),
          }
        : {})}
      table={seriesTable(drawn?.buckets ?? null, shown)}
    >
      {(handle) =>
        drawn !== null && (
          <>
            <TimeChart
              label={title}
              buckets={drawn.buckets}
              {...(drawn.asBars ? { bars: shown } : { lines: shown })}
              scale="linear"
              format={formatCount}
              formatTick={formatCount}
              markers={markers}
              height={HEIGHT}
              handle={handle}
            />
            <Failure graph={graph} />
          </>
        )
      }
    </ChartCard>
  );
}

/** `every 10 s · next 27 Nov, 14:05:10`. */
function useTimes({ schedule, nextRun }: ApiGraph): string {
  const zone = useZone();
  return nextRun === null ? schedule : `${schedule} · next ${formatSecond(Date.parse(nextRun), zone)}`;
}

function NoValues({ graph }: { readonly graph: ApiGraph }) {
  return (
    <>
      <EmptyState title="No values in this time">
        {graph.lastRun === null
          ? 'The first value comes at the next time of the schedule, not at the start of the app.'
          : 'Choose a longer time, or wait for the next one of the schedule.'}
      </EmptyState>
      <Failure graph={graph} />
    </>
  );
}

function Failure({ graph: { lastError } }: { readonly graph: ApiGraph }) {
  const zone = useZone();
  if (lastError === null) return null;
  return (
    <p className={classes['failure']} role="status">
      <strong>Failed {formatSecond(Date.parse(lastError.time), zone)}:</strong> {lastError.message}
    </p>
  );
}

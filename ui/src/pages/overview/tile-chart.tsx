import { useMemo } from 'react';
import { ChartCard } from '../../charts/chart-card.tsx';
import { TimeChart } from '../../charts/lazy-charts.ts';
import { Legend } from '../../charts/legend.tsx';
import { seriesTable } from '../../charts/series-table.ts';
import { useDeployMarkers } from '../../charts/use-deploy-markers.ts';
import { useOverlay } from '../../charts/use-overlay.ts';
import { NoRequestsHere } from '../../components/states/no-requests-here.tsx';
import { FIGURE_METRICS } from '../../data/figures.ts';
import type { TileKind } from './tile-metrics.ts';
import { requestSeries } from './tile-series.ts';

const HEIGHT = 210;

/** The course of one tile's number, with the time compared with behind it. */
export function TileChart({ tile, endpoints }: { readonly tile: TileKind; readonly endpoints?: readonly number[] }) {
  const question = {
    // As the tiles ask, so that one answer serves both.
    metrics: FIGURE_METRICS,
    dimensions: ['time'],
    ...(endpoints ? { endpoints } : {}),
  } as const;
  const { current, buckets, baseline, comparedWith } = useOverlay(question);
  const markers = useDeployMarkers();
  const parts = useMemo(
    () => requestSeries(tile, { buckets, current: current.data, baseline, comparedWith }),
    [tile, buckets, current.data, baseline, comparedWith],
  );
  const isEmpty = current.data?.rows.every((row) => (row.requests ?? 0) === 0) === true;
  return (
    <ChartCard
      title={tile.metric === 'requests' ? 'Requests over time' : `${tile.label} over time`}
      question={tile.question}
      height={HEIGHT}
      state={current}
      {...(isEmpty ? { empty: <NoRequestsHere /> } : {})}
      legend={<Legend entries={[...parts.bars, ...parts.lines]} />}
      table={seriesTable(buckets, [...parts.bars, ...parts.lines])}
    >
      {(handle) =>
        buckets !== null && (
          <TimeChart
            label={`${tile.label} over time`}
            buckets={buckets}
            bars={parts.bars}
            lines={parts.lines}
            scale={tile.scale}
            format={tile.format}
            formatTick={tile.formatTick}
            markers={markers}
            height={HEIGHT}
            handle={handle}
          />
        )
      }
    </ChartCard>
  );
}

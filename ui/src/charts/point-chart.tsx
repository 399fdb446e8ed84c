import './echarts-boxes.ts';
import { useElementSize } from '@mantine/hooks';
import { type Ref, useMemo } from 'react';
import type { TimeRange } from '../../../src/model/time-range.ts';
import { useZone } from '../data/zone.ts';
import { ChartCanvas, type ChartHandle } from './chart-canvas.tsx';
import { useChartColors } from './chart-colors.ts';
import { type Pointing, PointOverlay, type TimedPoint } from './point-overlay.tsx';
import { type DeployMarker, type DotSeries, timeChartOption } from './time-chart-option.ts';
import { timeTicks } from './time-ticks.ts';
import { linearScale } from './value-scale.ts';

export interface PointChartProps extends Pointing {
  readonly label: string;
  readonly range: TimeRange;
  /** What can be pointed at, in the order of time. */
  readonly points: readonly TimedPoint[];
  readonly series: readonly DotSeries[];
  /** The axis reaches at least so far. */
  readonly least: number;
  readonly formatTick: (value: number) => string;
  readonly markers: readonly DeployMarker[];
  readonly height: number;
  readonly handle?: Ref<ChartHandle>;
}

const PIXELS_PER_TICK = 80;

/** What was seen at single moments, such as outliers; each can be opened. */
export function PointChart(props: PointChartProps) {
  const { label, range, points, series, least, formatTick, markers, height, handle } = props;
  const zone = useZone();
  const colors = useChartColors();
  const { ref, width } = useElementSize<HTMLDivElement>();
  const option = useMemo(() => {
    const largest = series.reduce(
      (most, { dots }) => dots.reduce((top, [, value]) => Math.max(top, value), most),
      least,
    );
    return timeChartOption({
      buckets: { starts: [], step: '1h', range, unfinished: null },
      bars: [],
      lines: [],
      dots: series,
      scale: linearScale(largest),
      ticks: timeTicks(range, zone, Math.max(2, Math.floor(width / PIXELS_PER_TICK))),
      markers,
      colors,
      formatTick,
      width,
    });
  }, [range, series, least, zone, markers, colors, formatTick, width]);
  return (
    <div ref={ref} style={{ position: 'relative', height }}>
      {width > 0 && <ChartCanvas option={option} height={height} handle={handle} />}
      <PointOverlay
        label={label}
        range={range}
        points={points}
        width={width}
        height={height}
        pointed={props.pointed}
        onPoint={props.onPoint}
        onOpen={props.onOpen}
      />
    </div>
  );
}

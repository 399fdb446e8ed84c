import { useElementSize } from '@mantine/hooks';
import { type Ref, useMemo } from 'react';
import { useZone } from '../data/zone.ts';
import { ChartCanvas, type ChartHandle } from './chart-canvas.tsx';
import { useChartColors } from './chart-colors.ts';
import { type DeployMarker, timeChartOption } from './time-chart-option.ts';
import { TimeOverlay } from './time-overlay.tsx';
import type { Buckets, TimeSeries } from './time-series.ts';
import { dayTicks, type TimeTick, timeTicks } from './time-ticks.ts';
import { linearScale, logScale, type ValueScale } from './value-scale.ts';

export type ScaleKind = 'count' | 'linear' | 'log';

export interface TimeChartProps {
  readonly label: string;
  readonly buckets: Buckets;
  /** Stacked. */
  readonly bars?: readonly TimeSeries[];
  readonly lines?: readonly TimeSeries[];
  /** `log` for durations, so that one slow request does not crush the rest. */
  readonly scale: ScaleKind;
  readonly format: (value: number | null) => string;
  readonly formatTick: (value: number) => string;
  readonly markers: readonly DeployMarker[];
  readonly height: number;
  readonly handle?: Ref<ChartHandle>;
}

const NONE: readonly TimeSeries[] = [];
const PIXELS_PER_TICK = 80;

export function TimeChart({ bars = NONE, lines = NONE, scale, ...props }: TimeChartProps) {
  const { buckets, formatTick, markers, height, handle } = props;
  const zone = useZone();
  const colors = useChartColors();
  const { ref, width } = useElementSize<HTMLDivElement>();
  const option = useMemo(
    () =>
      timeChartOption({
        buckets,
        bars,
        lines,
        scale: scaleOf(scale, bars, lines),
        ticks: ticksOf(buckets, zone, Math.max(2, Math.floor(width / PIXELS_PER_TICK))),
        markers,
        colors,
        formatTick,
        width,
      }),
    [buckets, bars, lines, scale, zone, markers, colors, formatTick, width],
  );
  return (
    <div ref={ref} style={{ position: 'relative', height }}>
      {width > 0 && <ChartCanvas option={option} height={height} handle={handle} />}
      <TimeOverlay
        label={props.label}
        buckets={buckets}
        series={[...bars, ...lines]}
        format={props.format}
        width={width}
        height={height}
      />
    </div>
  );
}

function ticksOf({ starts, step, range }: Buckets, zone: string, mostTicks: number): readonly TimeTick[] {
  return step === '1d' ? dayTicks(starts, range.to, zone, mostTicks) : timeTicks(range, zone, mostTicks);
}

function scaleOf(kind: ScaleKind, bars: readonly TimeSeries[], lines: readonly TimeSeries[]): ValueScale {
  const stacked = (bars[0]?.values ?? []).map((_, index) =>
    bars.reduce((sum, { values }) => sum + (values[index] ?? 0), 0),
  );
  const values = [...stacked, ...lines.flatMap((line) => line.values.filter((value) => value !== null))];
  const largest = values.reduce((most, value) => Math.max(most, value), 0);
  const lowest = values.reduce((least, value) => Math.min(least, value), 0);
  if (kind !== 'log') return linearScale(largest, { leastStep: kind === 'count' ? 1 : 0, smallest: lowest });
  const smallest = values.reduce((least, value) => (value > 0 ? Math.min(least, value) : least), largest);
  return logScale(smallest, largest);
}

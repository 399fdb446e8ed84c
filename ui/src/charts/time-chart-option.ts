import type { EChartsCoreOption } from 'echarts/core';
import { CHART_FONT, type ChartColors, colorOf } from './chart-colors.ts';
import { type Buckets, bucketEnd, type TimeSeries } from './time-series.ts';
import type { TimeTick } from './time-ticks.ts';
import type { ValueScale } from './value-scale.ts';

/** Pixels around the plot; also where pointers are translated into times. */
export const PLOT = { left: 58, right: 14, top: 22, bottom: 26 } as const;

export interface DeployMarker {
  readonly time: number;
  readonly version: string;
}

export interface TimeChartParts {
  readonly buckets: Buckets;
  readonly bars: readonly TimeSeries[];
  readonly lines: readonly TimeSeries[];
  readonly scale: ValueScale;
  readonly ticks: readonly TimeTick[];
  readonly markers: readonly DeployMarker[];
  readonly colors: ChartColors;
  readonly formatTick: (value: number) => string;
  /** Of the whole chart, pixels. */
  readonly width: number;
}

type Point = readonly [number, number | null];

const GAP = [null, null];
const PLAIN_LINE = { type: 'line', silent: true, symbol: 'circle', symbolSize: 0, connectNulls: false } as const;
/** A version's label takes about this part of the width. */
const LABEL_SHARE = 0.125;

export function timeChartOption(parts: TimeChartParts): EChartsCoreOption {
  const { buckets, colors, scale, ticks } = parts;
  const label = { color: colors.quiet, fontFamily: CHART_FONT, fontSize: 11 };
  const tickTimes = ticks.map(({ time }) => time);
  const labels = new Map(ticks.map((tick) => [tick.time, tick.label]));
  return {
    grid: PLOT,
    xAxis: {
      type: 'value',
      min: buckets.range.from,
      max: buckets.range.to,
      // Else bars move the ends of the axis, and pointers would miss their times.
      containShape: false,
      axisLine: { show: true, onZero: false, lineStyle: { color: colors.line } },
      axisTick: { show: true, customValues: tickTimes, length: 4, lineStyle: { color: colors.line } },
      axisLabel: { ...label, customValues: tickTimes, formatter: (time: number) => labels.get(time) ?? '' },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      min: scale.min,
      max: scale.max,
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: {
        ...label,
        customValues: scale.ticks,
        formatter: (position: number) => parts.formatTick(scale.toValue(position)),
      },
      splitLine: { show: false },
    },
    series: [
      gridLines(parts),
      ...barSeries(parts),
      ...parts.lines.flatMap((line) => lineSeries(parts, line)),
      markerSeries(parts),
    ],
  };
}

/** The axis draws split lines at its own ticks, not at ours. */
function gridLines({ scale, colors, buckets: { range } }: TimeChartParts): object {
  const data = scale.ticks.flatMap((tick) => [[range.from, tick], [range.to, tick], GAP]);
  return { ...PLAIN_LINE, data, lineStyle: { color: colors.line, width: 1 }, z: 0 };
}

function barSeries({ buckets, bars, scale, colors, width }: TimeChartParts): readonly object[] {
  const slot = (width - PLOT.left - PLOT.right) / Math.max(1, buckets.starts.length);
  return bars.map(({ name, color, values }) => ({
    type: 'bar',
    name,
    stack: 'all',
    silent: true,
    barWidth: Math.max(1, slot - (slot > 5 ? 2 : slot > 2.5 ? 1 : 0)),
    itemStyle: { color: colorOf(colors, color) },
    data: values.map((value, index) => {
      const point = { value: [middle(buckets, index), value === null ? null : scale.toAxis(value)] };
      if (index !== buckets.unfinished) return point;
      const dashed = {
        color: colorOf(colors, color),
        opacity: 0.45,
        borderColor: colorOf(colors, color),
        borderType: 'dashed',
        borderWidth: 1,
      };
      return { ...point, itemStyle: dashed };
    }),
  }));
}

/** Two series: the last step to an unfinished bucket is dashed. */
function lineSeries({ buckets, bars, scale, colors }: TimeChartParts, line: TimeSeries): readonly object[] {
  const points = line.values.map(
    (value, index): Point => [middle(buckets, index), value === null ? null : scale.toAxis(value)],
  );
  const { unfinished } = buckets;
  const whole = unfinished === null || line.style === 'dashed' ? points : points.slice(0, unfinished);
  const tail = whole === points ? [] : points.slice(Math.max(0, whole.length - 1));
  const lineStyle = {
    color: colorOf(colors, line.color),
    width: line.style === 'thin' ? 1.25 : 1.75,
    type: line.style === 'dashed' ? [5, 4] : 'solid',
  };
  const base = {
    type: 'line',
    name: line.name,
    silent: true,
    symbol: 'circle',
    itemStyle: { color: colorOf(colors, line.color) },
    z: 3,
  };
  // Over bars, a dashed line is lost without a ground of its own.
  const halo = { ...PLAIN_LINE, data: points, lineStyle: { color: colors.surface, width: 4, opacity: 0.85 }, z: 2 };
  return [
    ...(bars.length > 0 ? [halo] : []),
    { ...base, data: withLonePoints(whole), symbolSize: 4, lineStyle },
    { ...base, data: tail.map((value) => ({ value, symbol: 'none' })), lineStyle: { ...lineStyle, type: [2, 3] } },
  ];
}

/** A value between two gaps has no line; it gets a dot. */
function withLonePoints(points: readonly Point[]): readonly object[] {
  const has = (index: number): boolean => points[index]?.[1] !== null && points[index] !== undefined;
  return points.map((value, index) => ({
    value,
    symbol: has(index) && !has(index - 1) && !has(index + 1) ? 'circle' : 'none',
  }));
}

/** Upright lines with the version above. Labels that would touch the one before are left out. */
function markerSeries({ markers, buckets: { range }, scale, colors }: TimeChartParts): object {
  const length = range.to - range.from;
  let labelled = Number.NEGATIVE_INFINITY;
  const data = [...markers]
    .sort((left, right) => left.time - right.time)
    .filter(({ time }) => time > range.from && time < range.to)
    .flatMap(({ time, version }) => {
      const show = time - labelled > length * LABEL_SHARE;
      if (show) labelled = time;
      const align = (time - range.from) / length > 1 - LABEL_SHARE / 2 ? 'right' : 'center';
      return [
        [time, scale.min],
        { value: [time, scale.max], label: { show, formatter: shorten(version), align } },
        GAP,
      ];
    });
  const label = { position: 'top', distance: 4, color: colors.quiet, fontFamily: CHART_FONT, fontSize: 11 };
  return {
    ...PLAIN_LINE,
    data,
    label,
    symbolSize: 0.1,
    lineStyle: { color: colors.marker, width: 1, type: [2, 2] },
    z: 4,
  };
}

function middle(buckets: Buckets, index: number): number {
  return ((buckets.starts[index] ?? 0) + bucketEnd(buckets, index)) / 2;
}

function shorten(version: string): string {
  return version.length > 12 ? `${version.slice(0, 11)}…` : version;
}

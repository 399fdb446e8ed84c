import './echarts-boxes.ts';
import type { EChartsCoreOption } from 'echarts/core';
import { ENOUGH_REQUESTS } from '../components/figures.tsx';
import { formatDurationTick } from '../format/duration.ts';
import type { Box } from './box.ts';
import { CHART_FONT, type ChartColors } from './chart-colors.ts';
import { rowsPlot } from './rows-plot.ts';
import { logScale, type ValueScale } from './value-scale.ts';

interface BoxOptionParts {
  readonly boxes: readonly Box[];
  readonly colors: ChartColors;
  /** Of the whole chart, pixels. */
  readonly width: number;
  readonly labelWidth: number;
}

const QUANTILES = ['p5', 'p25', 'p50', 'p75', 'p95'] as const;
const PIXELS_PER_TICK = 90;
/** Names get no more than this part of a narrow chart. */
const MOST_LABEL_SHARE = 0.38;

export function boxOption({ boxes, colors, width, labelWidth }: BoxOptionParts): EChartsCoreOption {
  const left = Math.min(labelWidth, Math.floor(width * MOST_LABEL_SHARE));
  const scale = scaleOf(boxes, width - left);
  const label = { color: colors.quiet, fontFamily: CHART_FONT, fontSize: 11 };
  const { top, bottom } = rowsPlot(boxes.length);
  return {
    grid: { left, right: 16, top, bottom },
    xAxis: {
      type: 'value',
      min: scale.min,
      max: scale.max,
      axisLine: { show: true, lineStyle: { color: colors.line } },
      axisTick: { show: true, customValues: scale.ticks, length: 4, lineStyle: { color: colors.line } },
      axisLabel: {
        ...label,
        customValues: scale.ticks,
        formatter: (position: number) => formatDurationTick(scale.toValue(position)),
      },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: boxes.map((box) => box.label),
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { ...label, interval: 0, color: colors.text, width: left - 14, overflow: 'truncate', margin: 10 },
    },
    series: [
      {
        type: 'boxplot',
        silent: true,
        boxWidth: [8, 14],
        data: boxes.map(({ row }) => ({
          value: QUANTILES.map((metric) => positionOf(scale, row[metric])),
          itemStyle: boxStyle(row.requests ?? 0, colors),
        })),
      },
      marks(boxes, scale, ({ row }) => row.p99, { symbolSize: 6, itemStyle: { color: colors.mark } }),
      marks(boxes, scale, ({ row }) => row.max, {
        symbolSize: 6,
        itemStyle: { color: colors.surface, borderColor: colors.mark, borderWidth: 1.25 },
      }),
      marks(boxes, scale, ({ baselineP50 }) => baselineP50, {
        symbol: 'rect',
        symbolSize: [2.5, 20],
        itemStyle: { color: colors.comparison },
        z: 5,
      }),
    ],
  };
}

type Millis = number | null | undefined;

function scaleOf(boxes: readonly Box[], width: number): ValueScale {
  const values = boxes
    .flatMap(({ row, baselineP50 }) => [row.p5, row.p99, row.p95, row.max, baselineP50])
    .filter((value) => typeof value === 'number');
  const mostTicks = Math.max(3, Math.floor(width / PIXELS_PER_TICK));
  return logScale(Math.min(...values), Math.max(...values), mostTicks);
}

function positionOf(scale: ValueScale, value: Millis): number | null {
  return typeof value === 'number' ? scale.toAxis(value) : null;
}

function marks(boxes: readonly Box[], scale: ValueScale, pick: (box: Box) => Millis, look: object): object {
  const data = boxes.map((box, index) => [positionOf(scale, pick(box)), index]);
  return { type: 'scatter', silent: true, ...look, data };
}

/** Boxes of few requests are drawn pale. */
function boxStyle(requests: number, colors: ChartColors): object {
  const color = requests < ENOUGH_REQUESTS ? colors.marker : colors.ink;
  return { color: colors.markSoft, borderColor: color, borderWidth: 1.25 };
}

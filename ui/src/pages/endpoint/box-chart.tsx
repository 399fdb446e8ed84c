import '../../charts/echarts-boxes.ts';
import type { EChartsCoreOption } from 'echarts/core';
import { type Ref, useCallback, useMemo } from 'react';
import type { ChartHandle } from '../../charts/chart-canvas.tsx';
import { CHART_FONT, type ChartColors } from '../../charts/chart-colors.ts';
import { type ChartRow, RowsChart } from '../../charts/rows-chart.tsx';
import { logScale } from '../../charts/value-scale.ts';
import { ENOUGH_REQUESTS } from '../../components/figures.tsx';
import { useViewActions } from '../../data/use-view.ts';
import { formatCount } from '../../format/count.ts';
import { formatDuration, formatDurationTick } from '../../format/duration.ts';
import type { Box } from './boxes.ts';
import { rowsPlot } from './rows-plot.ts';

/** Pixels for the versions' names. */
const LEFT = 104;

const QUANTILES = ['p5', 'p25', 'p50', 'p75', 'p95'] as const;

/** A box per version, on one logarithmic axis. */
export function BoxChart({ boxes, handle }: { readonly boxes: readonly Box[]; readonly handle: Ref<ChartHandle> }) {
  const { setFilter } = useViewActions();
  const rows = useMemo(
    () => boxes.map((box): ChartRow => rowOf(box, (version) => setFilter('version', version))),
    [boxes, setFilter],
  );
  const option = useCallback((colors: ChartColors, width: number) => boxOption(boxes, colors, width), [boxes]);
  return <RowsChart rows={rows} plot={rowsPlot(boxes.length)} left={LEFT} option={option} handle={handle} />;
}

function rowOf({ label, version, row }: Box, open: (version: string) => void): ChartRow {
  const quantiles = [...QUANTILES, 'p99' as const].map((metric) => [metric, formatDuration(row[metric])] as const);
  return {
    key: label,
    label,
    summary: [['n', formatCount(row.requests)], ...quantiles],
    ...(version === null ? {} : { open: () => open(version), openLabel: 'Show only this version' }),
  };
}

function boxOption(boxes: readonly Box[], colors: ChartColors, width: number): EChartsCoreOption {
  const values = boxes.flatMap(({ row }) => [row.p5, row.p99, row.p95].filter((value) => typeof value === 'number'));
  const scale = logScale(Math.min(...values), Math.max(...values), Math.max(3, Math.floor(width / 90)));
  const label = { color: colors.quiet, fontFamily: CHART_FONT, fontSize: 11 };
  const at = (value: number | null | undefined): number | null =>
    typeof value === 'number' ? scale.toAxis(value) : null;
  const { top, bottom } = rowsPlot(boxes.length);
  return {
    grid: { left: LEFT, right: 16, top, bottom },
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
      axisLabel: { ...label, color: colors.text, width: LEFT - 14, overflow: 'truncate', margin: 10 },
    },
    series: [
      {
        type: 'boxplot',
        silent: true,
        boxWidth: [8, 14],
        data: boxes.map(({ row }) => ({
          value: QUANTILES.map((metric) => at(row[metric])),
          itemStyle: boxStyle(row.requests ?? 0, colors),
        })),
      },
      {
        type: 'scatter',
        silent: true,
        symbolSize: 6,
        itemStyle: { color: colors.mark },
        data: boxes.map(({ row }, index) => [at(row.p99), index]),
      },
    ],
  };
}

/** Boxes of few requests are drawn pale. */
function boxStyle(requests: number, colors: ChartColors): object {
  const color = requests < ENOUGH_REQUESTS ? colors.marker : colors.ink;
  return { color: colors.markSoft, borderColor: color, borderWidth: 1.25 };
}

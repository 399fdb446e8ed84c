import { type Ref, useCallback, useMemo } from 'react';
import { formatCount } from '../format/count.ts';
import { formatDuration } from '../format/duration.ts';
import type { Box } from './box.ts';
import { boxOption } from './box-option.ts';
import type { ChartHandle } from './chart-canvas.tsx';
import type { ChartColors } from './chart-colors.ts';
import { type ChartRow, RowsChart } from './rows-chart.tsx';
import { rowsPlot } from './rows-plot.ts';

export interface BoxChartProps {
  readonly boxes: readonly Box[];
  readonly handle: Ref<ChartHandle>;
  /** Pixels that names may take. @default 104 */
  readonly labelWidth?: number;
}

const LABEL_WIDTH = 104;

/** A box per row, all on one logarithmic axis. */
export function BoxChart({ boxes, handle, labelWidth = LABEL_WIDTH }: BoxChartProps) {
  const rows = useMemo(() => boxes.map(rowOf), [boxes]);
  const option = useCallback(
    (colors: ChartColors, width: number) => boxOption({ boxes, colors, width, labelWidth }),
    [boxes, labelWidth],
  );
  return <RowsChart rows={rows} plot={rowsPlot(boxes.length)} left={labelWidth} option={option} handle={handle} />;
}

const SUMMARY = ['p5', 'p25', 'p50', 'p75', 'p95', 'p99', 'max'] as const;

function rowOf({ key, label, row, baselineP50, open, openLabel }: Box): ChartRow {
  const quantiles = SUMMARY.map((metric) => [metric, formatDuration(row[metric])] as const);
  const before = typeof baselineP50 === 'number' ? [['p50 before', formatDuration(baselineP50)] as const] : [];
  return {
    key,
    label,
    summary: [['n', formatCount(row.requests)], ...quantiles, ...before],
    ...(open === undefined ? {} : { open }),
    ...(openLabel === undefined ? {} : { openLabel }),
  };
}

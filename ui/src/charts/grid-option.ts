import './echarts-boxes.ts';
import type { EChartsCoreOption } from 'echarts/core';
import { CHART_FONT, type ChartColors } from './chart-colors.ts';
import { rampColor, textOnRamp } from './color-ramp.ts';
import type { Grid, GridCell, GridLook } from './grid.ts';
import type { GridPlot } from './grid-plot.ts';

interface GridOptionParts {
  readonly grid: Grid;
  readonly look: GridLook;
  readonly plot: GridPlot;
  readonly columnLabels: 'above' | 'below';
  readonly colors: ChartColors;
}

const LEAST_TEXT_WIDTH = 40;
const LEAST_CIRCLE = 5;
const HOLLOW_INSET = 4;

export function gridOption(parts: GridOptionParts): EChartsCoreOption {
  const { grid, plot, colors, columnLabels } = parts;
  const label = { color: colors.quiet, fontFamily: CHART_FONT, fontSize: 11 };
  const bare = { axisLine: { show: false }, axisTick: { show: false }, splitLine: { show: false } };
  const columnWidth = plot.cellWidth * plot.labelEvery - 4;
  return {
    grid: { left: plot.left, top: plot.top, width: plot.width, height: plot.cellHeight * grid.rows.length },
    xAxis: {
      ...bare,
      type: 'category',
      position: columnLabels === 'above' ? 'top' : 'bottom',
      data: grid.columns.map((column) => column.label),
      axisLabel: {
        ...label,
        margin: 6,
        interval: (index: number) => index % plot.labelEvery === 0,
        width: columnWidth,
        overflow: 'truncate',
      },
    },
    yAxis: {
      ...bare,
      type: 'category',
      inverse: true,
      data: grid.rows.map((row) => row.label),
      axisLabel: {
        ...label,
        color: colors.text,
        interval: 0,
        width: plot.left - 14,
        overflow: 'truncate',
        margin: 10,
      },
    },
    series: [
      { type: 'scatter', silent: true, z: 2, itemStyle: { opacity: 1 }, data: cellData(parts) },
      markerSeries(parts),
    ],
  };
}

function cellData({ grid, look, plot, colors }: GridOptionParts): readonly object[] {
  return grid.cells.flatMap((cells, row) =>
    cells.flatMap((cell, column) => {
      if (cell === null) return [];
      const marks = look === 'heat' ? heatMarks(cell, plot, colors) : [circleMark(cell, plot, colors)];
      return marks.map((mark) => ({ value: [column, row], ...mark }));
    }),
  );
}

/** Of few requests: hollow, by a second rectangle within the first, as borders of symbols are stretched with them. */
function heatMarks(cell: GridCell, plot: GridPlot, colors: ChartColors): readonly object[] {
  const { share, text, isDoubted = false } = cell;
  const gap = plot.cellWidth > 8 ? 1 : 0;
  const rectangle = (inset: number, color: string): object => ({
    symbol: 'rect',
    symbolSize: [Math.max(1, plot.cellWidth - gap - inset), plot.cellHeight - 1 - inset],
    itemStyle: { color },
  });
  const label = {
    show: text !== undefined && plot.cellWidth >= LEAST_TEXT_WIDTH,
    position: 'inside',
    formatter: text ?? '',
    color: isDoubted ? colors.quiet : textOnRamp(colors, share),
    fontFamily: CHART_FONT,
    fontSize: 11,
  };
  const filled = rectangle(0, rampColor(colors, share));
  if (!isDoubted) return [{ ...filled, label }];
  return [
    { ...filled, label: { show: false } },
    { ...rectangle(HOLLOW_INSET, colors.surface), label },
  ];
}

/** The area grows with the value. */
function circleMark(
  { share, isDoubted = false }: GridCell,
  { cellWidth, cellHeight }: GridPlot,
  colors: ChartColors,
): object {
  const largest = Math.min(cellWidth, cellHeight) - 2;
  return {
    symbol: 'circle',
    symbolSize: Math.max(LEAST_CIRCLE, largest * Math.sqrt(share)),
    itemStyle: isDoubted
      ? { color: colors.surface, borderColor: colors.marker, borderWidth: 1.25 }
      : { color: colors.mark },
    label: { show: false },
  };
}

/** Upright dashed lines with a name above. A category axis has no fractions, so each is drawn as its column's offset. */
function markerSeries({ grid, plot, colors }: GridOptionParts): object {
  const height = plot.cellHeight * grid.rows.length;
  const last = grid.columns.length - 1;
  const line = { symbol: 'rect', symbolSize: [1.5, height], itemStyle: { color: colors.ink } };
  const data = (grid.markers ?? []).map(({ column, label }) => {
    const whole = Math.min(last, Math.max(0, Math.floor(column)));
    // From the middle of the column's first cell to the middle of the line.
    const right = (column - whole - 0.5) * plot.cellWidth;
    return {
      value: [whole, 0],
      ...line,
      symbolOffset: [right, (height - plot.cellHeight) / 2],
      label: {
        show: true,
        position: 'top',
        distance: 3,
        formatter: label,
        color: colors.quiet,
        fontFamily: CHART_FONT,
        fontSize: 11,
      },
    };
  });
  return { type: 'scatter', silent: true, z: 4, data };
}

import { useElementSize } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { type Ref, useMemo } from 'react';
import { viewParameters } from '../data/view.ts';
import { ChartCanvas, type ChartHandle } from './chart-canvas.tsx';
import { useChartColors } from './chart-colors.ts';
import type { CellPlace, Grid, GridLine, GridLook } from './grid.ts';
import classes from './grid-chart.module.css';
import { gridOption } from './grid-option.ts';
import { GridOverlay } from './grid-overlay.tsx';
import { type GridPlot, gridPlot } from './grid-plot.ts';

export interface GridChartProps {
  readonly label: string;
  readonly grid: Grid;
  readonly look: GridLook;
  /** Pixels that the rows' names may take. */
  readonly labelWidth: number;
  readonly cellHeight: number;
  readonly columnLabels: 'above' | 'below';
  /** Says what pressing a cell opens; absent: nothing. */
  readonly openLabel?: string;
  readonly open?: (place: CellPlace) => void;
  readonly handle?: Ref<ChartHandle>;
}

export function GridChart(props: GridChartProps) {
  const { grid, look, labelWidth, cellHeight, columnLabels, handle } = props;
  const colors = useChartColors();
  const { ref, width } = useElementSize<HTMLDivElement>();
  const [rows, columns] = [grid.rows.length, grid.columns.length];
  const plot = useMemo(
    () => gridPlot({ rows, columns, width, labelWidth, cellHeight, columnLabels }),
    [rows, columns, width, labelWidth, cellHeight, columnLabels],
  );
  const option = useMemo(
    () => gridOption({ grid, look, plot, columnLabels, colors }),
    [grid, look, plot, columnLabels, colors],
  );
  const { height } = plot;
  return (
    <div ref={ref} className={classes['frame']} style={{ height }}>
      {width > 0 && <ChartCanvas option={option} height={height} handle={handle} />}
      {width > 0 && <RowLinks rows={grid.rows} plot={plot} />}
      {width > 0 && (
        <GridOverlay
          label={props.label}
          grid={grid}
          plot={plot}
          openLabel={props.openLabel}
          open={props.open}
          width={width}
        />
      )}
    </div>
  );
}

/** Lie over the names that are drawn, so that these lead somewhere. */
function RowLinks({ rows, plot }: { readonly rows: readonly GridLine[]; readonly plot: GridPlot }) {
  return rows.map(({ key, label, title = label, link }, index) =>
    link === undefined ? null : (
      <Link
        key={key}
        to={link.to}
        search={((previous: Record<string, string>) => ({ ...viewParameters(previous), ...link.search })) as never}
        className={classes['rowLink']}
        style={{ top: plot.top + index * plot.cellHeight, width: plot.left - 6, height: plot.cellHeight }}
        aria-label={title}
        title={title}
      />
    ),
  );
}

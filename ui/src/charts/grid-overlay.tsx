import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { type CellPlace, cellAt, type Grid, type GridLine, opensAt } from './grid.ts';
import classes from './grid-chart.module.css';
import type { GridPlot } from './grid-plot.ts';

interface GridOverlayProps {
  readonly label: string;
  readonly grid: Grid;
  readonly plot: GridPlot;
  readonly openLabel: string | undefined;
  readonly open: ((place: CellPlace) => void) | undefined;
  /** Of the whole chart. */
  readonly width: number;
}

const STEPS: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Lies over the drawing: hover and arrow keys read cells, a click or Enter opens one. */
export function GridOverlay({ label, grid, plot, openLabel, open, width }: GridOverlayProps) {
  const [active, setActive] = useState<CellPlace | null>(null);
  const area = useRef<HTMLDivElement>(null);
  const [rows, columns] = [grid.rows.length, grid.columns.length];
  const within = (row: number, column: number): CellPlace => ({
    row: Math.min(rows - 1, Math.max(0, row)),
    column: Math.min(columns - 1, Math.max(0, column)),
  });
  const placeOf = (event: PointerEvent | React.MouseEvent): CellPlace => {
    const { left = 0, top = 0 } = area.current?.getBoundingClientRect() ?? {};
    return within(
      Math.floor((event.clientY - top) / plot.cellHeight),
      Math.floor((event.clientX - left) / plot.cellWidth),
    );
  };
  const opens = (place: CellPlace): void => {
    if (opensAt(grid, place)) open?.(place);
  };
  const pressed = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (step !== undefined) {
      setActive(active === null ? within(0, columns - 1) : within(active.row + step[0], active.column + step[1]));
    } else if (event.key === 'Enter' && active !== null) opens(active);
    else if (event.key === 'Escape') setActive(null);
    else return;
    event.preventDefault();
  };
  const canOpen = open !== undefined && active !== null && opensAt(grid, active);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a chart that takes arrow keys has no element of its own
    <div
      ref={area}
      className={classes['area']}
      style={{ left: plot.left, top: plot.top, width: plot.width, height: plot.cellHeight * rows }}
      data-opens={canOpen || undefined}
      role="group"
      aria-roledescription="chart"
      aria-label={`${label}. Arrow keys read the cells${open === undefined ? '' : ', Enter opens one'}.`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it takes arrow keys
      tabIndex={0}
      onPointerMove={(event) => setActive(placeOf(event))}
      onPointerLeave={() => setActive(null)}
      onBlur={() => setActive(null)}
      onClick={(event) => opens(placeOf(event))}
      onKeyDown={pressed}
    >
      {active !== null && (
        <>
          <div
            className={classes['cell']}
            style={{
              left: active.column * plot.cellWidth,
              top: active.row * plot.cellHeight,
              width: plot.cellWidth,
              height: plot.cellHeight,
            }}
          />
          <Readout grid={grid} place={active} plot={plot} width={width} hint={canOpen ? openLabel : undefined} />
        </>
      )}
    </div>
  );
}

interface ReadoutProps {
  readonly grid: Grid;
  readonly place: CellPlace;
  readonly plot: GridPlot;
  readonly width: number;
  readonly hint: string | undefined;
}

function Readout({ grid, place, plot, width, hint }: ReadoutProps) {
  const { row, column } = place;
  const middle = plot.left + (column + 0.5) * plot.cellWidth;
  // Beside the cell where there is more room, above or below it alike.
  const onRight = middle < width / 2;
  const x = onRight ? (column + 1) * plot.cellWidth + 8 : column * plot.cellWidth - 8;
  const below = row < grid.rows.length / 2;
  const y = below ? row * plot.cellHeight : (row + 1) * plot.cellHeight;
  const cell = cellAt(grid, place);
  return (
    <div
      className={classes['readout']}
      style={{ left: x, top: y, transform: `translate(${onRight ? '0' : '-100%'}, ${below ? '0' : '-100%'})` }}
      aria-live="polite"
    >
      <div className={classes['place']}>
        {titleOf(grid.rows[row])} <span className={classes['quiet']}>·</span> {titleOf(grid.columns[column])}
      </div>
      {cell === null ? (
        <span className={classes['quiet']}>No requests</span>
      ) : (
        cell.summary.map(([name, value]) => (
          <div key={name} className={classes['pair']}>
            <span className={classes['quiet']}>{name}</span>
            <span>{value}</span>
          </div>
        ))
      )}
      {hint !== undefined && <div className={classes['quiet']}>{hint}</div>}
    </div>
  );
}

function titleOf(line: GridLine | undefined): string {
  return line?.title ?? line?.label ?? '';
}

import { useElementSize } from '@mantine/hooks';
import type { EChartsCoreOption } from 'echarts/core';
import { type Ref, useMemo, useState } from 'react';
import { ChartCanvas, type ChartHandle } from './chart-canvas.tsx';
import { type ChartColors, useChartColors } from './chart-colors.ts';
import classes from './rows-chart.module.css';

export interface ChartRow {
  readonly key: string;
  readonly label: string;
  /** Read out, and shown while the pointer is on the row. */
  readonly summary: readonly (readonly [name: string, value: string])[];
  /** Absent: pressing the row does nothing. */
  readonly open?: (() => void) | undefined;
  readonly openLabel?: string;
}

export interface RowsChartProps {
  readonly rows: readonly ChartRow[];
  /** Pixels. */
  readonly plot: { readonly rowHeight: number; readonly top: number; readonly height: number };
  /** Where the drawing begins, right of the labels. */
  readonly left: number;
  readonly option: (colors: ChartColors, width: number) => EChartsCoreOption;
  readonly handle?: Ref<ChartHandle>;
}

/** A drawing of horizontal rows under buttons, one per row, that can be read, focused and pressed. */
export function RowsChart({ rows, plot, left, option, handle }: RowsChartProps) {
  const colors = useChartColors();
  const { ref, width } = useElementSize<HTMLDivElement>();
  const [active, setActive] = useState<string | null>(null);
  const drawn = useMemo(() => option(colors, width), [option, colors, width]);
  return (
    <div ref={ref} className={classes['frame']} style={{ height: plot.height }}>
      {width > 0 && <ChartCanvas option={drawn} height={plot.height} handle={handle} />}
      <ul className={classes['rows']} style={{ top: plot.top }}>
        {rows.map((row) => (
          <li key={row.key} className={classes['item']}>
            <button
              type="button"
              className={classes['row']}
              style={{ height: plot.rowHeight }}
              disabled={row.open === undefined}
              aria-label={`${row.label}: ${row.summary.map((each) => each.join(' ')).join(', ')}. ${row.openLabel ?? ''}`.trim()}
              onClick={row.open}
              onFocus={() => setActive(row.key)}
              onBlur={() => setActive(null)}
              onPointerEnter={() => setActive(row.key)}
              onPointerLeave={() => setActive(null)}
            />
            {active === row.key && <Summary row={row} left={left} />}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Summary({ row, left }: { readonly row: ChartRow; readonly left: number }) {
  return (
    <div className={classes['summary']} style={{ left: `min(${left}px, 38%)` }} aria-hidden>
      {row.summary.map(([name, value]) => (
        <span key={name} className={classes['pair']}>
          <span className={classes['name']}>{name}</span> {value}
        </span>
      ))}
      {row.openLabel !== undefined && row.open !== undefined && (
        <span className={classes['hint']}>{row.openLabel}</span>
      )}
    </div>
  );
}

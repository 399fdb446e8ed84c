import type { ChartColor } from './chart-colors.ts';
import classes from './swatch.module.css';
import type { LineStyle } from './time-series.ts';

/** The key of a legend: colour and kind of line. */
export function Swatch({ color, style }: { readonly color: ChartColor; readonly style: LineStyle }) {
  return <span className={classes['swatch']} data-color={color} data-style={style} aria-hidden />;
}

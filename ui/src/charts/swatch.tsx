import { isThemed, type SeriesColor } from './chart-colors.ts';
import classes from './swatch.module.css';
import type { LineStyle } from './time-series.ts';

/** The key of a legend: colour and kind of line. */
export function Swatch({ color, style }: { readonly color: SeriesColor; readonly style: LineStyle }) {
  const themed = isThemed(color);
  return (
    <span
      className={classes['swatch']}
      data-color={themed ? color : undefined}
      data-style={style}
      {...(themed ? {} : { style: { color } })}
      aria-hidden
    />
  );
}

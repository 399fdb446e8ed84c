import classes from './chart-card.module.css';
import type { SeriesColor } from './chart-colors.ts';
import { Swatch } from './swatch.tsx';
import type { LineStyle } from './time-series.ts';

export interface LegendEntry {
  readonly name: string;
  readonly color: SeriesColor;
  readonly style?: LineStyle;
}

export function Legend({ entries }: { readonly entries: readonly LegendEntry[] }) {
  return (
    <ul className={classes['entries']}>
      {entries.map(({ name, color, style = 'solid' }) => (
        <li key={name} className={classes['entry']}>
          <Swatch color={color} style={style} />
          {name}
        </li>
      ))}
    </ul>
  );
}

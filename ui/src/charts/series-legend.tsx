import type { SeriesColor } from './chart-colors.ts';
import classes from './series-legend.module.css';
import { Swatch } from './swatch.tsx';

export interface SeriesEntry {
  readonly key: string;
  readonly name: string;
  readonly color: SeriesColor;
}

interface SeriesLegendProps {
  readonly entries: readonly SeriesEntry[];
  readonly hidden: ReadonlySet<string>;
  readonly onHide: (hidden: ReadonlySet<string>) => void;
}

/** A press hides a series or shows it again; `only`, or a double press, hides all others. */
export function SeriesLegend({ entries, hidden, onHide }: SeriesLegendProps) {
  const isolate = (key: string): void => {
    const others = entries.map((entry) => entry.key).filter((each) => each !== key);
    const isAlone = !hidden.has(key) && others.every((each) => hidden.has(each));
    onHide(new Set(isAlone ? [] : others));
  };
  const toggle = (key: string): void => {
    const next = new Set(hidden);
    if (!next.delete(key)) next.add(key);
    onHide(next);
  };
  return (
    <ul className={classes['entries']}>
      {entries.map(({ key, name, color }) => (
        <li key={key} className={classes['entry']}>
          <button
            type="button"
            className={classes['toggle']}
            aria-pressed={!hidden.has(key)}
            title={name}
            onClick={() => toggle(key)}
            onDoubleClick={() => isolate(key)}
          >
            <span className={classes['swatch']}>
              <Swatch color={color} style="solid" />
            </span>
            <span className={classes['name']}>{name}</span>
          </button>
          <button type="button" className={classes['only']} aria-label={`Only ${name}`} onClick={() => isolate(key)}>
            only
          </button>
        </li>
      ))}
    </ul>
  );
}

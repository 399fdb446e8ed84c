import { useZone } from '../data/zone.ts';
import { formatMinute } from '../format/time.ts';
import classes from './chart-card.module.css';
import type { ChartTable } from './chart-table.ts';

const ISO_TIME = /^\d{4}-\d{2}-\d{2}T/;
const FIGURES = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 5 });

/** The numbers behind a chart, for those who cannot or do not want to read it off. */
export function ChartTableView({
  table,
  label,
  height,
}: {
  readonly table: ChartTable;
  readonly label: string;
  readonly height: number;
}) {
  const zone = useZone();
  const show = (value: string | number | null): string => {
    if (value === null) return '–';
    if (typeof value === 'number') return FIGURES.format(value);
    return ISO_TIME.test(value) ? formatMinute(Date.parse(value), zone) : value;
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: else keyboards cannot scroll it
    <section className={classes['tableFrame']} style={{ height }} tabIndex={0} aria-label={`${label}, as a table`}>
      <table className={classes['table']}>
        <thead>
          <tr>
            {table.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={row.slice(0, 2).join(' ')}>
              {row.map((value, index) => (
                <td key={table.columns[index]}>{show(value)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

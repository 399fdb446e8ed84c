import { useZone } from '../data/zone.ts';
import { formatClock, formatMinute } from '../format/time.ts';
import classes from './chart-area.module.css';
import type { ReadoutPlace } from './chart-area.tsx';
import { Swatch } from './swatch.tsx';
import { type Buckets, bucketEnd, type TimeSeries } from './time-series.ts';

interface TimeReadoutProps extends ReadoutPlace {
  readonly buckets: Buckets;
  readonly index: number;
  readonly series: readonly TimeSeries[];
  readonly format: (value: number | null) => string;
}

/** All series at one time. */
export function TimeReadout({ buckets, index, series, format, at, onRight }: TimeReadoutProps) {
  const zone = useZone();
  const start = buckets.starts[index] ?? 0;
  const shift = onRight ? 'translateX(10px)' : 'translateX(calc(-100% - 10px))';
  return (
    <div className={classes['readout']} style={{ left: at, transform: shift }} aria-live="polite">
      <div className={classes['time']}>
        {formatMinute(start, zone)}
        {buckets.step !== '1d' && ` – ${formatClock(bucketEnd(buckets, index), zone)}`}
        {index === buckets.unfinished && <span className={classes['note']}> unfinished</span>}
      </div>
      <table className={classes['values']}>
        <tbody>
          {series.map((each, order) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: series have no other identity
            <tr key={order}>
              <th scope="row">
                <Swatch color={each.color} style={each.style ?? 'solid'} />
                {each.name}
              </th>
              <td>{format(each.values[index] ?? null)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

import type { TimeRange } from '../../../src/model/time-range.ts';
import { fixedOf } from '../data/time-choice.ts';
import { useViewActions } from '../data/use-view.ts';
import { useZone } from '../data/zone.ts';
import { formatSecond } from '../format/time.ts';
import classes from './chart-area.module.css';
import { ChartArea, type ChartAreaEvents, type ReadoutPlace } from './chart-area.tsx';

export interface TimedPoint {
  readonly key: number;
  readonly time: number;
  readonly summary: readonly (readonly [name: string, value: string])[];
}

export interface Pointing {
  /** Key of the point that is read, here or in a chart beside. */
  readonly pointed: number | null;
  readonly onPoint: (key: number | null) => void;
  readonly onOpen: (key: number) => void;
}

interface PointOverlayProps extends Pointing {
  readonly label: string;
  readonly range: TimeRange;
  readonly points: readonly TimedPoint[];
  readonly width: number;
  readonly height: number;
}

/** Over charts of points: hover and arrow keys read one, a click or Enter opens it, dragging chooses a time. */
export function PointOverlay({ label, range, points, width, height, pointed, onPoint, onOpen }: PointOverlayProps) {
  const { setTime } = useViewActions();
  const index = points.findIndex(({ key }) => key === pointed);
  const point = points[index];
  const events: ChartAreaEvents = {
    pointed: (time) => onPoint(nearest(points, time)?.key ?? null),
    left: () => onPoint(null),
    stepped: (direction) => {
      const at = (index < 0 ? points.length : index) + direction;
      onPoint(points[Math.min(points.length - 1, Math.max(0, at))]?.key ?? null);
    },
    opened: () => {
      if (point !== undefined) onOpen(point.key);
    },
    clicked: (time) => {
      const hit = nearest(points, time);
      if (hit !== undefined) onOpen(hit.key);
    },
    selected: ({ from, to }) => {
      const choice = fixedOf(new Date(from).toISOString(), new Date(to).toISOString());
      if (choice !== null) setTime(choice);
    },
  };
  return (
    <ChartArea
      label={`${label}. Arrow keys read the values, Enter opens one.`}
      range={range}
      width={width}
      height={height}
      read={point?.time ?? null}
      events={events}
      readout={(place) => point !== undefined && <PointReadout {...place} point={point} />}
    />
  );
}

function PointReadout({ point, at, onRight }: ReadoutPlace & { readonly point: TimedPoint }) {
  const zone = useZone();
  const shift = onRight ? 'translateX(10px)' : 'translateX(calc(-100% - 10px))';
  return (
    <div className={classes['readout']} style={{ left: at, transform: shift }} aria-live="polite">
      <div className={classes['time']}>{formatSecond(point.time, zone)}</div>
      <table className={classes['values']}>
        <tbody>
          {point.summary.map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function nearest(points: readonly TimedPoint[], time: number): TimedPoint | undefined {
  return points.reduce<TimedPoint | undefined>(
    (best, each) => (best === undefined || Math.abs(each.time - time) < Math.abs(best.time - time) ? each : best),
    undefined,
  );
}

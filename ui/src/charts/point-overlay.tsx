import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import type { TimeRange } from '../../../src/model/time-range.ts';
import { fixedOf } from '../data/time-choice.ts';
import { useViewActions } from '../data/use-view.ts';
import { useZone } from '../data/zone.ts';
import { formatSecond } from '../format/time.ts';
import { PLOT } from './time-chart-option.ts';
import classes from './time-overlay.module.css';

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

/** Less is a click. */
const DRAG_PIXELS = 6;

/** Lies over the drawing: hover and arrow keys read points, a click or Enter opens one, dragging chooses a time. */
export function PointOverlay({ label, range, points, width, height, pointed, onPoint, onOpen }: PointOverlayProps) {
  const [active, setActive] = useState(false);
  const [drag, setDrag] = useState<{ readonly start: number; readonly now: number } | null>(null);
  const area = useRef<HTMLDivElement>(null);
  const { setTime } = useViewActions();
  const plotWidth = Math.max(1, width - PLOT.left - PLOT.right);
  const length = range.to - range.from;
  const pixelOf = (time: number): number => ((time - range.from) / length) * plotWidth;
  const timeAt = (pixel: number): number => range.from + (pixel / plotWidth) * length;
  const pixelAt = (event: PointerEvent): number =>
    Math.min(plotWidth, Math.max(0, event.clientX - (area.current?.getBoundingClientRect().left ?? 0)));
  const index = points.findIndex(({ key }) => key === pointed);
  const point = points[index];

  const moved = (event: PointerEvent): void => {
    const pixel = pixelAt(event);
    if (drag !== null) setDrag({ ...drag, now: pixel });
    setActive(true);
    onPoint(nearest(points, timeAt(pixel))?.key ?? null);
  };
  const released = (event: PointerEvent): void => {
    if (drag === null) return;
    const pixels = [drag.start, pixelAt(event)].sort((left, right) => left - right);
    setDrag(null);
    if ((pixels[1] ?? 0) - (pixels[0] ?? 0) < DRAG_PIXELS) {
      const hit = nearest(points, timeAt(pixelAt(event)));
      if (hit !== undefined) onOpen(hit.key);
      return;
    }
    const [from, to] = pixels.map((pixel) => new Date(timeAt(pixel)).toISOString());
    const choice = from === undefined || to === undefined ? null : fixedOf(from, to);
    if (choice !== null) setTime(choice);
  };
  const left = (): void => {
    setActive(false);
    onPoint(null);
  };
  const pressed = (event: KeyboardEvent): void => {
    const at = index < 0 ? points.length : index;
    if (event.key === 'ArrowLeft') onPoint(points[Math.max(0, at - 1)]?.key ?? null);
    else if (event.key === 'ArrowRight') onPoint(points[Math.min(points.length - 1, at + 1)]?.key ?? null);
    else if (event.key === 'Enter' && point !== undefined) onOpen(point.key);
    else if (event.key === 'Escape') left();
    else return;
    setActive(true);
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a chart that takes arrow keys has no element of its own
    <div
      ref={area}
      className={classes['area']}
      style={{ left: PLOT.left, width: plotWidth, top: PLOT.top, height: height - PLOT.top - PLOT.bottom }}
      role="group"
      aria-roledescription="chart"
      aria-label={`${label}. Arrow keys read the values, Enter opens one.`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it takes arrow keys
      tabIndex={0}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setDrag({ start: pixelAt(event), now: pixelAt(event) });
      }}
      onPointerMove={moved}
      onPointerUp={released}
      onPointerCancel={() => setDrag(null)}
      onPointerLeave={left}
      onBlur={left}
      onKeyDown={pressed}
    >
      {point !== undefined && <div className={classes['line']} style={{ left: pixelOf(point.time) }} />}
      {drag !== null && Math.abs(drag.now - drag.start) >= DRAG_PIXELS && (
        <div
          className={classes['selection']}
          style={{ left: Math.min(drag.start, drag.now), width: Math.abs(drag.now - drag.start) }}
        />
      )}
      {active && point !== undefined && (
        <Readout point={point} at={pixelOf(point.time)} onRight={pixelOf(point.time) < plotWidth / 2} />
      )}
    </div>
  );
}

interface ReadoutProps {
  readonly point: TimedPoint;
  readonly at: number;
  readonly onRight: boolean;
}

function Readout({ point, at, onRight }: ReadoutProps) {
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

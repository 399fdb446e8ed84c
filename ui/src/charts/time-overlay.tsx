import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { fixedOf } from '../data/time-choice.ts';
import { useViewActions } from '../data/use-view.ts';
import { setHoveredTime, useHoveredTime } from './hovered-time.ts';
import { PLOT } from './time-chart-option.ts';
import classes from './time-overlay.module.css';
import { TimeReadout } from './time-readout.tsx';
import { type Buckets, bucketAt, bucketEnd, type TimeSeries } from './time-series.ts';

interface TimeOverlayProps {
  readonly label: string;
  readonly buckets: Buckets;
  readonly series: readonly TimeSeries[];
  readonly format: (value: number | null) => string;
  readonly width: number;
  readonly height: number;
}

interface Drag {
  readonly start: number;
  readonly now: number;
}

/** Less is a click. */
const DRAG_PIXELS = 6;

/** Lies over the drawing: hover shows the values, dragging or a click chooses a time range, arrow keys do both. */
export function TimeOverlay({ label, buckets, series, format, width, height }: TimeOverlayProps) {
  const [active, setActive] = useState(false);
  const [drag, setDrag] = useState<Drag | null>(null);
  const area = useRef<HTMLDivElement>(null);
  const hovered = useHoveredTime();
  const { setTime } = useViewActions();
  const plotWidth = Math.max(1, width - PLOT.left - PLOT.right);
  const { from, to } = buckets.range;
  const index = hovered === null ? null : bucketAt(buckets, hovered);

  const pixelOf = (time: number): number => ((time - from) / (to - from)) * plotWidth;
  const pixelAt = (event: PointerEvent): number => {
    const left = area.current?.getBoundingClientRect().left ?? 0;
    return Math.min(plotWidth - 0.01, Math.max(0, event.clientX - left));
  };
  const timeAt = (pixel: number): number => from + (pixel / plotWidth) * (to - from);
  const hover = (bucket: number | null): void =>
    setHoveredTime(bucket === null ? null : (buckets.starts[bucket] ?? null));
  const choose = (first: number, last: number): void => {
    const [start, end] = [buckets.starts[first] ?? from, bucketEnd(buckets, last)];
    const choice = fixedOf(new Date(start).toISOString(), new Date(end).toISOString());
    if (choice !== null) setTime(choice);
  };

  const moved = (event: PointerEvent): void => {
    const pixel = pixelAt(event);
    if (drag !== null) setDrag({ ...drag, now: pixel });
    setActive(true);
    hover(bucketAt(buckets, timeAt(pixel)));
  };
  const released = (event: PointerEvent): void => {
    if (drag === null) return;
    const pixels = [drag.start, pixelAt(event)].sort((left, right) => left - right);
    const [first, last] = pixels.map((pixel) => bucketAt(buckets, timeAt(pixel)) ?? 0);
    setDrag(null);
    const dragged = (pixels[1] ?? 0) - (pixels[0] ?? 0) >= DRAG_PIXELS;
    if (first === undefined || last === undefined) return;
    if (dragged || (event.pointerType === 'mouse' && buckets.starts.length > 1)) choose(first, last);
  };
  const left = (): void => {
    setActive(false);
    setHoveredTime(null);
  };
  const pressed = (event: KeyboardEvent): void => {
    const last = buckets.starts.length - 1;
    const at = index ?? last + 1;
    if (event.key === 'ArrowLeft') hover(Math.max(0, at - 1));
    else if (event.key === 'ArrowRight') hover(Math.min(last, at + 1));
    else if (event.key === 'Enter' && index !== null) choose(index, index);
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
      aria-label={`${label}. Arrow keys read the values, Enter opens a time.`}
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
      {index !== null && (
        <div
          className={classes['line']}
          style={{ left: pixelOf(((buckets.starts[index] ?? 0) + bucketEnd(buckets, index)) / 2) }}
        />
      )}
      {drag !== null && Math.abs(drag.now - drag.start) >= DRAG_PIXELS && (
        <div
          className={classes['selection']}
          style={{ left: Math.min(drag.start, drag.now), width: Math.abs(drag.now - drag.start) }}
        />
      )}
      {active && index !== null && (
        <TimeReadout
          buckets={buckets}
          index={index}
          series={series}
          format={format}
          onRight={pixelOf(buckets.starts[index] ?? 0) < plotWidth / 2}
          at={pixelOf(buckets.starts[index] ?? 0)}
        />
      )}
    </div>
  );
}

import { type KeyboardEvent, type ReactNode, useState } from 'react';
import type { TimeRange } from '../../../src/model/time-range.ts';
import classes from './chart-area.module.css';
import { PLOT } from './time-chart-option.ts';
import { type AreaPointerEvents, useAreaPointer } from './use-area-pointer.ts';

export interface ChartAreaEvents extends AreaPointerEvents {
  /** Nothing is read any more. */
  left(): void;
  /** An arrow key: the value before, or after. */
  stepped(direction: -1 | 1): void;
  /** Enter, on what is read. */
  opened(): void;
}

export interface ReadoutPlace {
  readonly at: number;
  /** Of its place there is more room there. */
  readonly onRight: boolean;
}

interface ChartAreaProps {
  /** What it shows, and what its keys do. */
  readonly label: string;
  readonly range: TimeRange;
  readonly width: number;
  readonly height: number;
  /** The time whose values are read; null for none. */
  readonly read: number | null;
  readonly events: ChartAreaEvents;
  /** The values, for as long as the pointer or the keyboard is here. */
  readonly readout: (place: ReadoutPlace) => ReactNode;
}

/** Lies over the drawing of a chart, and makes times of pixels: hover and arrow keys read, a click or Enter opens, dragging selects. */
export function ChartArea({ label, range, width, height, read, events, readout }: ChartAreaProps) {
  const [isActive, setActive] = useState(false);
  const plotWidth = Math.max(1, width - PLOT.left - PLOT.right);
  const pointer = useAreaPointer({ range, plotWidth, events, moved: () => setActive(true) });
  const at = read === null ? null : ((read - range.from) / (range.to - range.from)) * plotWidth;
  const left = (): void => {
    setActive(false);
    events.left();
  };
  const pressed = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') return left();
    if (event.key === 'ArrowLeft') events.stepped(-1);
    else if (event.key === 'ArrowRight') events.stepped(1);
    else if (event.key === 'Enter' && read !== null) events.opened();
    else return;
    setActive(true);
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a chart that takes arrow keys has no element of its own
    <div
      ref={pointer.area}
      className={classes['area']}
      style={{ left: PLOT.left, width: plotWidth, top: PLOT.top, height: height - PLOT.top - PLOT.bottom }}
      role="group"
      aria-roledescription="chart"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it takes arrow keys
      tabIndex={0}
      {...pointer.handlers}
      onPointerLeave={left}
      onBlur={left}
      onKeyDown={pressed}
    >
      {at !== null && <div className={classes['line']} style={{ left: at }} />}
      {pointer.selection !== null && <div className={classes['selection']} style={pointer.selection} />}
      {isActive && at !== null && readout({ at, onRight: at < plotWidth / 2 })}
    </div>
  );
}

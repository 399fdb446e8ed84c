import { type PointerEvent, type RefObject, useRef, useState } from 'react';
import type { TimeRange } from '../../../src/model/time-range.ts';

interface Drag {
  readonly start: number;
  readonly now: number;
}

/** Less is a click. */
const DRAG_PIXELS = 6;
/** The last pixel that still is in a range, which does not include its end. */
const END_PIXELS = 0.01;

export interface AreaPointerEvents {
  pointed(time: number): void;
  clicked(time: number, pointerType: string): void;
  /** A time was drawn over. */
  selected(range: TimeRange): void;
}

interface AreaPointerParts {
  readonly range: TimeRange;
  readonly plotWidth: number;
  readonly events: AreaPointerEvents;
  readonly moved: () => void;
}

interface AreaPointer {
  readonly area: RefObject<HTMLDivElement | null>;
  readonly handlers: Readonly<
    Record<'onPointerDown' | 'onPointerMove' | 'onPointerUp' | 'onPointerCancel', (event: PointerEvent) => void>
  >;
  /** What is being drawn over, in pixels. */
  readonly selection: { readonly left: number; readonly width: number } | null;
}

/** What the pointer does over a chart, in times. */
export function useAreaPointer({ range, plotWidth, events, moved }: AreaPointerParts): AreaPointer {
  const [drag, setDrag] = useState<Drag | null>(null);
  const area = useRef<HTMLDivElement>(null);
  const pixelAt = (event: PointerEvent): number => {
    const left = area.current?.getBoundingClientRect().left ?? 0;
    return Math.min(plotWidth - END_PIXELS, Math.max(0, event.clientX - left));
  };
  const timeAt = (pixel: number): number => range.from + (pixel / plotWidth) * (range.to - range.from);

  const pressed = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setDrag({ start: pixelAt(event), now: pixelAt(event) });
  };
  const pointed = (event: PointerEvent): void => {
    const pixel = pixelAt(event);
    if (drag !== null) setDrag({ ...drag, now: pixel });
    moved();
    events.pointed(timeAt(pixel));
  };
  const released = (event: PointerEvent): void => {
    if (drag === null) return;
    const end = pixelAt(event);
    setDrag(null);
    if (Math.abs(end - drag.start) < DRAG_PIXELS) return events.clicked(timeAt(end), event.pointerType);
    events.selected({ from: timeAt(Math.min(drag.start, end)), to: timeAt(Math.max(drag.start, end)) });
  };
  const width = drag === null ? 0 : Math.abs(drag.now - drag.start);
  return {
    area,
    handlers: {
      onPointerDown: pressed,
      onPointerMove: pointed,
      onPointerUp: released,
      onPointerCancel: () => setDrag(null),
    },
    selection: drag === null || width < DRAG_PIXELS ? null : { left: Math.min(drag.start, drag.now), width },
  };
}

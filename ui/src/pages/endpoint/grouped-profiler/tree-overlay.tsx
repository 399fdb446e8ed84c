import { type KeyboardEvent, type MouseEvent, useRef } from 'react';
import type { LinePointing } from './grouped-profile.tsx';
import classes from './grouped-profiler.module.css';
import { neighbourOf, type Place, type Step } from './tree-layout.ts';

interface TreeOverlayProps {
  readonly label: string;
  readonly places: readonly Place[];
  readonly pointing: LinePointing;
  /** Pixels. */
  readonly size: { readonly width: number; readonly height: number };
  readonly placeAt: (x: number, y: number) => Place | null;
  /** As a path of SVG. */
  readonly outline: (place: Place) => string;
}

const STEPS: Readonly<Record<string, Step>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

/** Lies over the drawing: hover and arrow keys point at lines, a click or Enter chooses one. */
export function TreeOverlay({ label, places, pointing, size, placeAt, outline }: TreeOverlayProps) {
  const area = useRef<HTMLDivElement>(null);
  const { pointed, chosen, onPoint, onChoose } = pointing;
  const placeOf = (key: string | null): Place | null => places.find((place) => place.key === key) ?? null;
  const [pointedPlace, chosenPlace] = [placeOf(pointed), placeOf(chosen)];
  const hit = (event: MouseEvent): Place | null => {
    const { left = 0, top = 0 } = area.current?.getBoundingClientRect() ?? {};
    return placeAt(event.clientX - left, event.clientY - top);
  };
  const pressed = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (step !== undefined) onPoint(neighbourOf(places, pointedPlace ?? chosenPlace, step)?.key ?? null);
    else if (event.key === 'Enter' && pointedPlace !== null) onChoose(pointedPlace.key);
    else if (event.key === 'Escape') onPoint(null);
    else return;
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a chart that takes arrow keys has no element of its own
    <div
      ref={area}
      className={classes['area']}
      role="group"
      aria-roledescription="chart"
      aria-label={`${label}. Arrow keys point at lines, Enter chooses one.`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it takes arrow keys
      tabIndex={0}
      onPointerMove={(event) => onPoint(hit(event)?.key ?? null)}
      onPointerLeave={() => onPoint(null)}
      onBlur={() => onPoint(null)}
      onClick={(event) => {
        const place = hit(event);
        if (place !== null) onChoose(place.key);
      }}
      onKeyDown={pressed}
    >
      <svg width={size.width} height={size.height} aria-hidden="true" focusable="false">
        {chosenPlace !== null && <path className={classes['chosen']} d={outline(chosenPlace)} />}
        {pointedPlace !== null && <path className={classes['pointed']} d={outline(pointedPlace)} />}
      </svg>
    </div>
  );
}

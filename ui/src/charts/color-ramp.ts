import type { ChartColors } from './chart-colors.ts';

type Rgb = readonly [number, number, number];

/** The palest step must still be told from an empty cell. */
const PALEST = 0.08;

/** From pale to strong without a hue, since hue says a state: `share` 0-1. */
export function rampColor({ surface, mark, ink }: ChartColors, share: number): string {
  const place = PALEST + (1 - PALEST) * Math.min(1, Math.max(0, share));
  const color = place < 0.5 ? mix(surface, mark, place * 2) : mix(mark, ink, place * 2 - 1);
  return `rgb(${color.join(', ')})`;
}

/** Text on a cell of this share. */
export function textOnRamp({ text, surface }: ChartColors, share: number): string {
  return share < 0.4 ? text : surface;
}

function mix(from: string, to: string, part: number): Rgb {
  const [start, end] = [rgbOf(from), rgbOf(to)];
  const at = (index: 0 | 1 | 2): number => Math.round(start[index] + (end[index] - start[index]) * part);
  return [at(0), at(1), at(2)];
}

/** Of `#rrggbb`, as the theme writes its colours, or `#rgb`, to which the build shortens some. */
function rgbOf(color: string): Rgb {
  const digits = color.length === 4 ? color.slice(1).replace(/./g, '$&$&') : color.slice(1);
  const value = Number.parseInt(digits, 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

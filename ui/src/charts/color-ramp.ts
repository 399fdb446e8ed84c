import type { ChartColors } from './chart-colors.ts';

type Rgb = readonly [number, number, number];

/** The palest step must still be told from an empty cell. */
const PALEST = 0.08;

/** From pale to strong without a hue, since hue says a state: `share` 0-1. */
export function rampColor(colors: ChartColors, share: number): string {
  return `rgb(${rampParts(colors, share).join(', ')})`;
}

function rampParts({ surface, mark, ink }: ChartColors, share: number): Rgb {
  const place = PALEST + (1 - PALEST) * Math.min(1, Math.max(0, share));
  return place < 0.5 ? mix(surface, mark, place * 2) : mix(mark, ink, place * 2 - 1);
}

/** Text on a cell of this share: only black and white are readable on every step between. */
export function textOnRamp(colors: ChartColors, share: number): string {
  // White and black are equally far, as WCAG counts, from a luminance of 0.179.
  return luminance(rampParts(colors, share)) > 0.179 ? '#000000' : '#ffffff';
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

/** Relative, 0-1, as WCAG defines it. */
function luminance(color: Rgb): number {
  const [red = 0, green = 0, blue = 0] = color.map((part) => {
    const value = part / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

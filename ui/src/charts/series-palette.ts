import type { SeriesColor } from './chart-colors.ts';

/** Told apart from their neighbours by lightness as well as by hue, and from the background of both themes. */
const PALETTE: readonly SeriesColor[] = [
  'rgb(58, 123, 213)',
  'rgb(217, 119, 38)',
  'rgb(43, 158, 120)',
  'rgb(190, 82, 160)',
  'rgb(148, 128, 28)',
  'rgb(84, 170, 214)',
  'rgb(128, 98, 196)',
  'rgb(201, 84, 84)',
];

/** Of series that have no colour of their own: always the same for the same set of names, whatever their order. */
export function seriesColors(names: readonly string[]): ReadonlyMap<string, SeriesColor> {
  const colors = names
    .toSorted()
    .map((name, at): [string, SeriesColor] => [name, PALETTE[at % PALETTE.length] ?? 'mark']);
  return new Map(colors);
}

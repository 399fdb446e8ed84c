import { seriesColors } from '../../charts/series-palette.ts';
import { type Buckets, bucketsOf, type TimeSeries, valuesOf } from '../../charts/time-series.ts';
import type { GraphPoints } from '../../data/use-graphs.ts';

export interface GraphSeries {
  readonly buckets: Buckets;
  readonly series: readonly TimeSeries[];
  /** Bars have no place for a second series, nor for less than nothing. */
  readonly asBars: boolean;
}

/** A series for each name that the graph's function has answered. */
export function graphSeries(title: string, answer: GraphPoints, now: number): GraphSeries {
  const buckets = bucketsOf(answer, now);
  const names = [...new Set(answer.points.map(({ series }) => series))];
  const colors = seriesColors(names.filter((name) => name !== null));
  const series = names.map((name): TimeSeries => {
    const points = answer.points.filter((point) => point.series === name);
    const color = colors.get(name ?? '') ?? 'mark';
    return { name: name ?? title, color, values: valuesOf(buckets, points, ({ value }) => value) };
  });
  return { buckets, series, asBars: names.length === 1 && answer.points.every(({ value }) => value >= 0) };
}

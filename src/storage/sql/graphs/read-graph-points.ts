import { type Kysely, sql } from 'kysely';
import type { EpochMillis } from '../../../model/clock.ts';
import type { GraphPoint } from '../../../model/graph.ts';
import type { GraphPointsQuery } from '../../graph-book.ts';
import type { Tables } from '../tables.ts';

export async function readGraphPoints(
  db: Kysely<Tables>,
  id: number,
  { range, stepMillis, limit }: GraphPointsQuery,
): Promise<readonly GraphPoint[]> {
  const points = db
    .selectFrom('graph_points')
    .where('graph_id', '=', id)
    .where('time', '>=', Math.ceil(range.from))
    .where('time', '<', Math.ceil(range.to));
  if (stepMillis === null) {
    const rows = points.select(['time', 'series', 'value']).orderBy('time', 'desc').orderBy('series').limit(limit);
    return (await rows.execute()).toSorted(byTime);
  }
  const time = sql.ref('time');
  // The width is written into the statement: PostgreSQL takes two parameters for two expressions, and groups by neither.
  const bucket = sql<EpochMillis>`${time} - ${time} % ${sql.lit(stepMillis)}`;
  const rows = points
    .select((eb) => [bucket.as('bucket'), 'series', eb.fn.avg<number>('value').as('value')])
    .groupBy([bucket, 'series'])
    .orderBy('bucket', 'desc')
    .orderBy('series')
    .limit(limit);
  return (await rows.execute()).map(({ bucket: start, ...point }) => ({ time: start, ...point })).toSorted(byTime);
}

function byTime(left: GraphPoint, right: GraphPoint): number {
  return left.time - right.time;
}

import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { TimeRange } from '../../../model/time-range.ts';
import { ALL_ENDPOINTS, ALL_STATUSES } from '../../../rollup/rollup-sums.ts';
import type { Tables } from '../tables.ts';
import type { MeasuredRow } from './measured-row.ts';
import type { KeyColumn, Question } from './question.ts';
import { FIGURES, inList, TOTALS } from './rollup-reader.ts';

/** In one question, as databases take only so many parameters. */
const STRIPS_AT_ONCE = 200;

/**
 * Quarter hours of many short ranges, added up per range unless their sketches are wanted. Endpoint by endpoint, as
 * they lie: range by range the same pages would be read again and again.
 */
export async function readStrips<Strip extends TimeRange>(
  db: Kysely<Tables>,
  question: Question,
  strips: readonly Strip[],
  take: (row: MeasuredRow, strip: Strip) => void,
): Promise<void> {
  for (let at = 0; at < strips.length; at += STRIPS_AT_ONCE) {
    const some = strips.slice(at, at + STRIPS_AT_ONCE);
    const { rows } = await stripQuery(question, some).execute(db);
    for (const row of rows) {
      const strip = some[row.strip];
      if (strip !== undefined && row.requests > 0) take(row, strip);
    }
  }
}

function stripQuery(question: Question, strips: readonly TimeRange[]): RawBuilder<MeasuredRow & { strip: number }> {
  const { columns, filters, needsSketch } = question;
  const asks = (column: KeyColumn): boolean =>
    columns.includes(column) || filters.some((filter) => filter.column === column);
  const isEverywhere = !asks('endpoint_id') && !asks('version_id');
  const endpoints = sql`select id from ${sql.table('endpoints')}`;
  const ranges = strips.map(
    ({ from, to }, index) =>
      sql`select ${sql.lit(index)} as strip, ${sql.lit(from)} as strip_from, ${sql.lit(to)} as strip_to`,
  );
  const keys = columns.map((column) => sql`${sql.ref(column)}, `);
  const figures = needsSketch ? FIGURES.map((figure) => sql.ref(figure)) : TOTALS;
  const conditions = [
    sql`bucket >= strip_from and bucket < strip_to and endpoint_id = one_endpoint.id`,
    sql`${sql.ref('status_code')} ${asks('status_code') ? sql`<>` : sql`=`} ${sql.lit(ALL_STATUSES)}`,
    ...filters.map(({ column, ids }) => sql`${sql.ref(column)} in (${sql.join(inList(ids))})`),
  ];
  const grouped = [...columns.map((column) => sql.ref(column)), sql.ref('strip')];
  return sql<MeasuredRow & { strip: number }>`
    select ${sql.join(keys, sql``)} strip, ${sql.join(figures)}
    from (${isEverywhere ? sql`select ${sql.lit(ALL_ENDPOINTS)} as id` : endpoints}) as one_endpoint
    cross join (${sql.join(ranges, sql` union all `)}) as strips
    cross join ${sql.table('rollups_quarter')}
    where ${sql.join(conditions, sql` and `)}
    ${needsSketch ? sql`` : sql`group by ${sql.join(grouped)}`}`;
}

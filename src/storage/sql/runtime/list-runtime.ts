import { type Kysely, sql } from 'kysely';
import type { RuntimeRow } from '../../../model/runtime-sample.ts';
import type { TimeRange } from '../../../model/time-range.ts';
import type { Tables } from '../tables.ts';

export async function listRuntime(
  db: Kysely<Tables>,
  range: TimeRange,
  stepMillis: number,
): Promise<readonly RuntimeRow[]> {
  return (await mergedSamples(db, range, stepMillis).execute()).map(describe);
}

/** Times add up and so merge exactly; of percentiles and sizes the largest counts. */
function mergedSamples(db: Kysely<Tables>, { from, to }: TimeRange, stepMillis: number) {
  const time = sql.ref('time');
  // The width is written into the statement: PostgreSQL takes two parameters for two expressions, and groups by neither.
  const bucket = sql<number>`${time} - ${time} % ${sql.lit(stepMillis)}`;
  return db
    .selectFrom('runtime_samples')
    .innerJoin('instances', 'instances.id', 'runtime_samples.instance_id')
    .select((eb) => [
      bucket.as('bucket'),
      'instances.name as instance',
      eb.fn.sum<number>('elapsed_micros').as('elapsed'),
      eb.fn.sum<number>('loop_active_micros').as('active'),
      eb.fn.max('loop_delay_p50_micros').as('p50'),
      eb.fn.max('loop_delay_p99_micros').as('p99'),
      eb.fn.max('loop_delay_max_micros').as('longestDelay'),
      eb.fn.sum<number>('cpu_micros').as('cpu'),
      eb.fn.sum<number>('collections').as('collections'),
      eb.fn.sum<number>('collection_micros').as('collecting'),
      eb.fn.max('collection_max_micros').as('longestCollection'),
      eb.fn.max('resident_bytes').as('resident'),
      eb.fn.max('heap_used_bytes').as('heapUsed'),
      eb.fn.max('heap_total_bytes').as('heapTotal'),
      eb.fn.max('external_bytes').as('external'),
    ])
    .where('time', '>=', Math.ceil(from))
    .where('time', '<', Math.ceil(to))
    .groupBy([bucket, 'instances.name'])
    .orderBy('bucket')
    .orderBy('instances.name');
}

type MergedSample = Awaited<ReturnType<ReturnType<typeof mergedSamples>['execute']>>[number];

function describe(row: MergedSample): RuntimeRow {
  return {
    time: row.bucket,
    instance: row.instance,
    elapsedMillis: row.elapsed / 1000,
    loopActiveMillis: row.active / 1000,
    loopDelay: { p50Millis: row.p50 / 1000, p99Millis: row.p99 / 1000, maxMillis: row.longestDelay / 1000 },
    cpuMillis: row.cpu / 1000,
    collections: {
      count: row.collections,
      totalMillis: row.collecting / 1000,
      maxMillis: row.longestCollection / 1000,
    },
    memory: {
      residentBytes: row.resident,
      heapUsedBytes: row.heapUsed,
      heapTotalBytes: row.heapTotal,
      externalBytes: row.external,
    },
  };
}

import type { Kysely } from 'kysely';
import type { EpochMillis } from '../../../model/clock.ts';
import type { RuntimeSample } from '../../../model/runtime-sample.ts';
import type { FreshBatch } from '../instance-log.ts';
import { soundTime } from '../request-values.ts';
import type { SqlEngine } from '../sql-engine.ts';
import type { RuntimeSampleTable, Tables } from '../tables.ts';

/** Two samples of one moment are one: the first. */
export async function storeRuntimeSamples(
  db: Kysely<Tables>,
  { duplicates }: SqlEngine,
  { batch: { runtime = [] }, instanceId }: FreshBatch,
  now: EpochMillis,
): Promise<void> {
  if (runtime.length === 0) return;
  const rows = runtime.map((sample) => ({
    ...numbersOf(sample),
    time: soundTime(sample.time, now),
    instance_id: instanceId,
  }));
  await duplicates.ignore(db.insertInto('runtime_samples').values(rows)).execute();
}

function numbersOf(sample: RuntimeSample): Omit<RuntimeSampleTable, 'time' | 'instance_id'> {
  const { loopDelay, collections, memory } = sample;
  return {
    elapsed_micros: micros(sample.elapsedMillis),
    loop_active_micros: micros(sample.loopActiveMillis),
    loop_delay_p50_micros: micros(loopDelay.p50Millis),
    loop_delay_p99_micros: micros(loopDelay.p99Millis),
    loop_delay_max_micros: micros(loopDelay.maxMillis),
    cpu_micros: micros(sample.cpuMillis),
    collections: whole(collections.count),
    collection_micros: micros(collections.totalMillis),
    collection_max_micros: micros(collections.maxMillis),
    resident_bytes: whole(memory.residentBytes),
    heap_used_bytes: whole(memory.heapUsedBytes),
    heap_total_bytes: whole(memory.heapTotalBytes),
    external_bytes: whole(memory.externalBytes),
  };
}

function micros(millis: number): number {
  return whole(millis * 1000);
}

/** Batches may come from a file that another version wrote: what is no number must not fail the others. */
function whole(value: number): number {
  return Number.isFinite(value) ? Math.max(0, Math.round(value)) : 0;
}

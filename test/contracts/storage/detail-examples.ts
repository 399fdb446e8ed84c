import type { RecordBatch } from '../../../src/model/record-batch.ts';
import type { DetailsQuery } from '../../../src/storage/detail-store.ts';
import type { Storage } from '../../../src/storage/storage.ts';
import { type BatchChoice, batchOf, EVER, request } from './examples.ts';
import { NOW } from './storage-context.ts';

type Details = Pick<RecordBatch, 'traced' | 'outliers'>;

export function tracedBatch(durations: readonly number[], details: Details, choice: BatchChoice = {}): RecordBatch {
  return {
    ...batchOf(
      durations.map((duration) => request({ duration, statusCode: 201 })),
      choice,
    ),
    ...details,
  };
}

export function detailsQuery(part: Partial<DetailsQuery> = {}): DetailsQuery {
  return {
    endpointId: null,
    range: { from: 0, to: NOW + 100 * 86_400_000 },
    version: null,
    limit: 1000,
    cursor: null,
    ...part,
  };
}

export async function requestWith(storage: Storage, durationMillis: number): Promise<number> {
  const { rows } = await storage.listRequests({ range: EVER, filters: {}, limit: 1000, cursor: null });
  return rows.find((row) => row.durationMillis === durationMillis)?.id ?? Number.NaN;
}

import type { Rollup, RollupKey } from '../../rollup/rollup.ts';
import type { RollupTable } from './tables.ts';

export const FIGURES = [
  'requests',
  'errors',
  'sum_micros',
  'min_micros',
  'max_micros',
  'first_offset',
  'last_offset',
  'sketch',
] as const;

/** A row without its version, which whoever asks for it knows. */
export type StoredFigures = Omit<RollupTable, 'version_id'>;
export type StoredRow = RollupTable & { readonly status_code?: number; readonly label_id?: number };

/** The row's figures under this key. */
export function rollupOf(row: StoredFigures, { endpointId, versionId, facet }: RollupKey): Rollup {
  const { bucket } = row;
  return {
    endpointId,
    versionId,
    facet,
    bucket,
    requests: row.requests,
    errors: row.errors,
    sum: row.sum_micros,
    min: row.min_micros,
    max: row.max_micros,
    firstTime: bucket + row.first_offset,
    lastTime: bucket + row.last_offset,
    sketch: row.sketch,
  };
}

/** Key first, then in the order of `FIGURES`. */
export function pushValues(values: unknown[], rollup: Rollup): void {
  const { bucket } = rollup;
  values.push(rollup.endpointId, bucket, rollup.versionId, rollup.facet);
  values.push(rollup.requests, rollup.errors, rollup.sum, rollup.min, rollup.max);
  values.push(rollup.firstTime - bucket, rollup.lastTime - bucket, rollup.sketch);
}

import type { Storage } from '../../storage/storage.ts';
import type { ApiMetricsRow } from '../contract.ts';
import { EndpointNames } from './endpoint-names.ts';

export type ExportedMetrics = ApiMetricsRow & { readonly endpointName?: string | null };

/** Bounded by the question, so one page; rows by endpoint have its name besides its id. */
export async function* exportedMetrics(
  storage: Storage,
  rows: readonly ApiMetricsRow[],
): AsyncGenerator<readonly ExportedMetrics[], void> {
  const names = new EndpointNames(storage);
  const ids = rows.map(({ endpoint }) => ({ endpointId: typeof endpoint === 'number' ? endpoint : 0 }));
  const named = rows[0]?.endpoint === undefined ? [] : await names.addTo(ids);
  yield rows.map((row, at) =>
    row.endpoint === undefined ? row : { ...row, endpointName: named[at]?.endpoint ?? null },
  );
}

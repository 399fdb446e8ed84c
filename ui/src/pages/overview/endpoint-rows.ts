import type { ApiEndpoint } from '../../../../src/api/contract.ts';
import type { Figures } from '../../data/figures.ts';

export interface EndpointRow {
  readonly kind: 'endpoint';
  readonly endpoint: ApiEndpoint;
  readonly figures: Figures;
  readonly timeShare: number | null;
}

/** `filtered` null: nothing is filtered, and the endpoints' own figures count. */
export function endpointRows(
  endpoints: readonly ApiEndpoint[],
  filtered: ReadonlyMap<number, Figures> | null,
): readonly EndpointRow[] {
  if (filtered === null) {
    return endpoints.map((endpoint) => ({
      kind: 'endpoint',
      endpoint,
      figures: { ...endpoint, sum: null },
      timeShare: endpoint.timeShare,
    }));
  }
  const total = [...filtered.values()].reduce((sum, figures) => sum + (figures.sum ?? 0), 0);
  return endpoints.flatMap((endpoint): readonly EndpointRow[] => {
    const figures = filtered.get(endpoint.id);
    if (figures === undefined) return [];
    return [{ kind: 'endpoint', endpoint, figures, timeShare: total > 0 ? (figures.sum ?? 0) / total : null }];
  });
}

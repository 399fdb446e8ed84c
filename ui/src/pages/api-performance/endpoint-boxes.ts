import type { ApiEndpoint, ApiMetricsRow } from '../../../../src/api/contract.ts';
import type { Box } from '../../charts/box.ts';

export const BOX_ORDERS = ['requests', 'p50', 'p95', 'max'] as const;
export type BoxOrder = (typeof BOX_ORDERS)[number];

interface EndpointBoxesParts {
  readonly endpoints: readonly ApiEndpoint[];
  readonly rows: readonly ApiMetricsRow[];
  /** Of the time compared with. */
  readonly baseline: readonly ApiMetricsRow[];
  readonly order: BoxOrder;
  readonly open: (id: number) => void;
}

/** A box per requested endpoint, the largest first. */
export function endpointBoxes({ endpoints, rows, baseline, order, open }: EndpointBoxesParts): readonly Box[] {
  const byId = new Map(rows.map((row) => [Number(row.endpoint), row]));
  const before = new Map(baseline.map((row) => [Number(row.endpoint), row.p50 ?? null]));
  return endpoints
    .flatMap(({ id, name }): readonly Box[] => {
      const row = byId.get(id);
      if (row === undefined || !row.requests) return [];
      const baselineP50 = before.get(id);
      return [
        {
          key: String(id),
          label: name,
          row,
          ...(baselineP50 === undefined ? {} : { baselineP50 }),
          open: () => open(id),
          openLabel: 'Press to open this endpoint',
        },
      ];
    })
    .sort((left, right) => (right.row[order] ?? 0) - (left.row[order] ?? 0));
}

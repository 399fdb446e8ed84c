import { useMemo, useState } from 'react';
import { BOX_METRICS } from '../../charts/box.ts';
import { BoxKey } from '../../charts/box-key.tsx';
import { boxTable } from '../../charts/box-table.ts';
import { ChartCard } from '../../charts/chart-card.tsx';
import { BoxChart } from '../../charts/lazy-charts.ts';
import { Choice } from '../../components/choice.tsx';
import { matchingEndpoints } from '../../components/endpoint-filter.tsx';
import { ShowMore } from '../../components/show-more.tsx';
import { EmptyState } from '../../components/states/empty-state.tsx';
import { NoRequestsHere } from '../../components/states/no-requests-here.tsx';
import { comparisonLabel } from '../../data/comparison.ts';
import { useEndpoints } from '../../data/use-endpoints.ts';
import { useBaselineMetrics, useMetrics } from '../../data/use-metrics.ts';
import { useOpenView } from '../../data/use-open-view.ts';
import { useUrlChoice } from '../../data/use-url-choice.ts';
import { useUrlSearch, useView } from '../../data/use-view.ts';
import { BOX_ORDERS, endpointBoxes } from './endpoint-boxes.ts';

const PAGE_SIZE = 25;
const LABEL_WIDTH = 260;
const MOST_ROWS = 10_000;
const ORDERS = { requests: 'Requests', p50: 'p50', p95: 'p95', max: 'Slowest' } as const;

export function PerformanceChart() {
  const [search] = useUrlSearch();
  const { comparison } = useView();
  const [order, setOrder] = useUrlChoice('order', BOX_ORDERS, 'requests');
  const [most, setMost] = useState(PAGE_SIZE);
  const endpoints = useEndpoints();
  const answer = useMetrics({ metrics: BOX_METRICS, dimensions: ['endpoint'], limit: MOST_ROWS });
  const before = useBaselineMetrics({ metrics: ['requests', 'p50'], dimensions: ['endpoint'], limit: MOST_ROWS });
  const open = useOpenView();
  const text = search['q'] ?? '';
  const boxes = useMemo(
    () =>
      endpointBoxes({
        endpoints: matchingEndpoints(endpoints.data?.endpoints ?? [], text),
        rows: answer.data?.rows ?? [],
        baseline: comparison.kind === 'none' ? [] : (before.data?.rows ?? []),
        order,
        open: (id) => open(`/endpoint/${id}`),
      }),
    [endpoints.data, text, answer.data, before.data, comparison.kind, order, open],
  );
  const shown = useMemo(() => boxes.slice(0, most), [boxes, most]);
  const isEmpty = answer.data?.rows.length === 0;
  const empty = isEmpty ? (
    <NoRequestsHere />
  ) : boxes.length === 0 ? (
    <EmptyState title={`No endpoint contains “${text}”`} />
  ) : undefined;
  return (
    <ChartCard
      title="Duration by endpoint"
      question="Which endpoints are slow, and which only sometimes?"
      height={PAGE_SIZE * 20}
      state={endpoints.error !== null || endpoints.isPending ? endpoints : answer}
      {...(empty === undefined ? {} : { empty })}
      controls={<Choice label="Largest first by" options={ORDERS} value={order} onChange={setOrder} />}
      legend={<BoxKey {...(comparison.kind === 'none' ? {} : { comparedWith: comparisonLabel(comparison) })} />}
      table={boxTable('Endpoint', boxes)}
    >
      {(handle) => (
        <>
          <BoxChart boxes={shown} handle={handle} labelWidth={LABEL_WIDTH} />
          <ShowMore shown={shown.length} all={boxes.length} noun="endpoints" more={() => setMost(most + PAGE_SIZE)} />
        </>
      )}
    </ChartCard>
  );
}

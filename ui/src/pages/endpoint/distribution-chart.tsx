import { lazy } from 'react';
import { ChartCard } from '../../charts/chart-card.tsx';
import { NoRequestsHere } from '../../components/states/no-requests-here.tsx';
import { useVersions } from '../../data/use-dimension-values.ts';
import { useMetrics } from '../../data/use-metrics.ts';
import { BOX_METRICS, boxesOf } from './boxes.ts';
import type { EndpointChartProps } from './endpoint-chart.ts';
import { ROWS_MIN_HEIGHT } from './rows-plot.ts';

const BoxChart = lazy(() => import('./box-chart.tsx').then(({ BoxChart }) => ({ default: BoxChart })));

export function DistributionChart({ id, subject }: EndpointChartProps) {
  const question = { metrics: BOX_METRICS, endpoints: [id] } as const;
  const overall = useMetrics({ ...question, dimensions: [] });
  const byVersion = useMetrics({ ...question, dimensions: ['version'] });
  const versions = useVersions({ endpoint: id });
  const order = (versions.data?.versions ?? []).map(({ version }) => version);
  const boxes = boxesOf(overall.data?.rows[0], byVersion.data?.rows ?? [], order);
  return (
    <ChartCard
      title="Duration by version"
      question="How are durations spread, and did a version change that?"
      height={ROWS_MIN_HEIGHT}
      state={overall.error === null && !overall.isPending ? byVersion : overall}
      {...(boxes.length === 0 ? { empty: <NoRequestsHere /> } : {})}
      legend={<BoxKey />}
      table={{
        columns: ['Version', ...BOX_METRICS],
        rows: boxes.map(({ label, row }) => [label, ...BOX_METRICS.map((metric) => row[metric] ?? null)]),
      }}
      subject={subject}
    >
      {(handle) => <BoxChart boxes={boxes} handle={handle} />}
    </ChartCard>
  );
}

function BoxKey() {
  return <span className="quiet-note">Line: p5 to p95. Box: p25 to p75. Bar: p50. Dot: p99. Logarithmic.</span>;
}

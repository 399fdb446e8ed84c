import { useMemo } from 'react';
import { BOX_METRICS } from '../../charts/box.ts';
import { BoxKey } from '../../charts/box-key.tsx';
import { boxTable } from '../../charts/box-table.ts';
import { ChartCard } from '../../charts/chart-card.tsx';
import { BoxChart } from '../../charts/lazy-charts.ts';
import { ROWS_MIN_HEIGHT } from '../../charts/rows-plot.ts';
import { NoRequestsHere } from '../../components/states/no-requests-here.tsx';
import { useVersions } from '../../data/use-dimension-values.ts';
import { useMetrics } from '../../data/use-metrics.ts';
import { useViewActions } from '../../data/use-view.ts';
import { versionBoxes } from '../../panels/version-boxes.ts';
import type { EndpointScope } from './endpoint-scope.ts';

interface DistributionChartProps extends EndpointScope {
  /** @default 7 */
  readonly mostVersions?: number;
}

const FEW_VERSIONS = 7;

export function DistributionChart({ endpoint, subject, mostVersions = FEW_VERSIONS }: DistributionChartProps) {
  const question = { metrics: BOX_METRICS, endpoints: [endpoint] } as const;
  const overall = useMetrics({ ...question, dimensions: [] });
  const byVersion = useMetrics({ ...question, dimensions: ['version'] });
  const versions = useVersions({ endpoint });
  const { setFilter } = useViewActions();
  const boxes = useMemo(
    () =>
      versionBoxes({
        overall: overall.data?.rows[0],
        byVersion: byVersion.data?.rows ?? [],
        order: (versions.data?.versions ?? []).map(({ version }) => version),
        most: mostVersions,
        open: (version) => setFilter('version', version),
      }),
    [overall.data, byVersion.data, versions.data, mostVersions, setFilter],
  );
  return (
    <ChartCard
      title="Duration by version"
      question="How are durations spread, and did a version change that?"
      height={ROWS_MIN_HEIGHT}
      state={overall.error === null && !overall.isPending ? byVersion : overall}
      {...(boxes.length === 0 ? { empty: <NoRequestsHere /> } : {})}
      legend={<BoxKey />}
      table={boxTable('Version', boxes)}
      subject={subject}
    >
      {(handle) => <BoxChart boxes={boxes} handle={handle} />}
    </ChartCard>
  );
}

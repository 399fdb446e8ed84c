import { useMemo } from 'react';
import { NoRequestsHere } from '../../components/states/no-requests-here.tsx';
import { TablePanel } from '../../components/table/table-panel.tsx';
import { FIGURE_METRICS } from '../../data/figures.ts';
import { useVersions } from '../../data/use-dimension-values.ts';
import { useMetrics } from '../../data/use-metrics.ts';
import { DistributionChart } from './distribution-chart.tsx';
import { useEndpointScope } from './endpoint-scope.ts';
import { versionColumns } from './version-columns.tsx';
import { versionRows } from './version-rows.ts';

const MOST_BOXES = 30;

export function Tab() {
  const scope = useEndpointScope();
  return (
    <>
      <DistributionChart {...scope} mostVersions={MOST_BOXES} />
      <VersionTable endpoint={scope.endpoint} />
    </>
  );
}

function VersionTable({ endpoint }: { readonly endpoint: number }) {
  const answer = useMetrics({ metrics: FIGURE_METRICS, dimensions: ['version'], endpoints: [endpoint] });
  const versions = useVersions({ endpoint });
  const rows = useMemo(
    () => versionRows(answer.data?.rows ?? [], versions.data?.versions ?? []),
    [answer.data, versions.data],
  );
  const columns = useMemo(() => versionColumns(`/endpoint/${endpoint}`), [endpoint]);
  return (
    <TablePanel
      title="Versions"
      question="Which version made it faster or slower?"
      state={answer}
      columns={columns}
      rows={rows}
      rowKey={({ version }) => version}
      firstSort={{ key: 'firstSeen', descending: true }}
      empty={<NoRequestsHere />}
      file={`versions of endpoint ${endpoint}`}
      record={({ figures, ...row }) => ({ ...row, ...figures })}
      text={({ version }) => version}
    />
  );
}

import { useMemo, useState } from 'react';
import { ChartCard } from '../../charts/chart-card.tsx';
import { gridHeight } from '../../charts/grid-plot.ts';
import { GridScale } from '../../charts/grid-scale.tsx';
import { GridChart } from '../../charts/lazy-charts.ts';
import { matchingEndpoints } from '../../components/endpoint-filter.tsx';
import { ShowMore } from '../../components/show-more.tsx';
import { EmptyState } from '../../components/states/empty-state.tsx';
import { NoRequestsHere } from '../../components/states/no-requests-here.tsx';
import { useVersions } from '../../data/use-dimension-values.ts';
import { useEndpoints } from '../../data/use-endpoints.ts';
import { useMetrics } from '../../data/use-metrics.ts';
import { useOpenView } from '../../data/use-open-view.ts';
import { useUrlSearch } from '../../data/use-view.ts';
import { formatPercent } from '../../format/percent.ts';
import { multiVersionGrid } from './multi-version-grid.ts';

const PAGE_SIZE = 30;
const CELL_HEIGHT = 30;
const LABEL_WIDTH = 260;
const MOST_ROWS = 10_000;
const REQUESTS = { metrics: ['requests'], limit: MOST_ROWS } as const;

export function MultiVersionChart() {
  const [search] = useUrlSearch();
  const [most, setMost] = useState(PAGE_SIZE);
  const endpoints = useEndpoints();
  const byVersion = useMetrics({ ...REQUESTS, dimensions: ['version'] });
  const byBoth = useMetrics({ ...REQUESTS, dimensions: ['endpoint', 'version'] });
  const versions = useVersions();
  const open = useOpenView();
  const matching = useMemo(
    () =>
      matchingEndpoints(endpoints.data?.endpoints ?? [], search['q'] ?? '')
        .filter(({ requests }) => requests > 0)
        .toSorted((left, right) => right.requests - left.requests),
    [endpoints.data, search],
  );
  const drawn = useMemo(
    () =>
      multiVersionGrid({
        endpoints: matching.slice(0, most),
        byVersion: byVersion.data?.rows ?? [],
        byBoth: byBoth.data?.rows ?? [],
        versions: versions.data?.versions ?? [],
      }),
    [matching, most, byVersion.data, byBoth.data, versions.data],
  );
  const states = [endpoints, byVersion, byBoth];
  const state = states.find(({ error }) => error !== null) ?? states.find(({ isPending }) => isPending) ?? byBoth;
  const isEmpty = byVersion.data?.rows.length === 0;
  const empty = isEmpty ? (
    <NoRequestsHere />
  ) : matching.length === 0 ? (
    <EmptyState title={`No endpoint contains “${search['q'] ?? ''}”`} />
  ) : undefined;
  return (
    <ChartCard
      title="Share of each version’s requests"
      question="Did a version change what is asked for? Each column adds up to 100 % over all endpoints."
      height={gridHeight(8, CELL_HEIGHT)}
      state={state}
      {...(empty === undefined ? {} : { empty })}
      legend={<GridScale look="heat" least="0" most={formatPercent(drawn.most)} />}
      table={drawn.table}
    >
      {(handle) => (
        <>
          <GridChart
            label="Share of each version’s requests"
            grid={drawn.grid}
            look="heat"
            labelWidth={LABEL_WIDTH}
            cellHeight={CELL_HEIGHT}
            columnLabels="above"
            openLabel="Press to see these requests"
            open={({ row, column }) => {
              const endpoint = matching[row];
              if (endpoint !== undefined) open(`/endpoint/${endpoint.id}`, { version: drawn.columns[column] });
            }}
            handle={handle}
          />
          <ShowMore
            shown={Math.min(most, matching.length)}
            all={matching.length}
            noun="endpoints"
            more={() => setMost(most + PAGE_SIZE)}
          />
        </>
      )}
    </ChartCard>
  );
}

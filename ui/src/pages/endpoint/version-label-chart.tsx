import { useMemo } from 'react';
import { ChartCard } from '../../charts/chart-card.tsx';
import type { CellPlace } from '../../charts/grid.ts';
import { gridHeight } from '../../charts/grid-plot.ts';
import { GridScale } from '../../charts/grid-scale.tsx';
import { GridChart } from '../../charts/lazy-charts.ts';
import { Choice } from '../../components/choice.tsx';
import { NoRequestsHere } from '../../components/states/no-requests-here.tsx';
import { NONE } from '../../data/filters.ts';
import { useVersions } from '../../data/use-dimension-values.ts';
import { useMetrics } from '../../data/use-metrics.ts';
import { useOpenView } from '../../data/use-open-view.ts';
import { useUrlChoice } from '../../data/use-url-choice.ts';
import { formatDuration } from '../../format/duration.ts';
import classes from './endpoint.module.css';
import { useEndpointScope } from './endpoint-scope.ts';
import { LABEL_WORDS, type LabelDimension } from './label-words.ts';
import { NoLabels } from './no-labels.tsx';
import { MOST_LABELS, versionLabelGrid, versionLabelTable } from './version-label-grid.ts';

const LOOKS = { circles: 'Circles', heat: 'Heat map' } as const;
const METRICS = { p50: 'p50', p95: 'p95' } as const;
const MOST_ROWS = 10_000;
const CELL_HEIGHT = { circles: 40, heat: 30 } as const;
const LABEL_WIDTH = 180;

/** Users or addresses by version: the larger the circle, the slower. */
export function VersionLabelChart({ dimension }: { readonly dimension: LabelDimension }) {
  const { endpoint, subject } = useEndpointScope();
  const [look, setLook] = useUrlChoice('look', ['circles', 'heat'], 'circles');
  const [metric, setMetric] = useUrlChoice('metric', ['p50', 'p95'], 'p50');
  const answer = useMetrics({
    metrics: ['requests', 'p50', 'p95'],
    dimensions: [dimension, 'version'],
    endpoints: [endpoint],
    limit: MOST_ROWS,
  });
  const versions = useVersions({ endpoint });
  const open = useOpenView();
  const page = `/endpoint/${endpoint}`;
  const rows = answer.data?.rows ?? [];
  const drawn = useMemo(
    () =>
      versionLabelGrid({
        dimension,
        metric,
        look,
        rows: answer.data?.rows ?? [],
        versions: versions.data?.versions ?? [],
        page,
      }),
    [dimension, metric, look, answer.data, versions.data, page],
  );
  const openCell = ({ row, column }: CellPlace): void =>
    open(page, { version: drawn.columns[column], [dimension]: drawn.labels[row] ?? NONE });
  const words = LABEL_WORDS[dimension];
  const hasLabels = rows.some((row) => row[dimension] !== null);
  const empty = rows.length === 0 ? <NoRequestsHere /> : hasLabels ? undefined : <NoLabels dimension={dimension} />;
  const title = `${words.many} by version`;
  return (
    <ChartCard
      title={title}
      question={`Who did a version make slower? ${look === 'circles' ? 'The larger, the slower.' : 'The stronger the shade, the slower.'}${drawn.labels.length === MOST_LABELS ? ` The ${MOST_LABELS} with the most requests.` : ''}`}
      height={gridHeight(6, CELL_HEIGHT[look])}
      state={answer}
      {...(empty === undefined ? {} : { empty })}
      controls={
        <div className={classes['choices']}>
          <Choice label="Duration" options={METRICS} value={metric} onChange={setMetric} />
          <Choice label="Drawn as" options={LOOKS} value={look} onChange={setLook} />
        </div>
      }
      legend={
        <GridScale
          look={look}
          least={look === 'heat' ? formatDuration(drawn.extent.least) : ''}
          most={formatDuration(drawn.extent.most)}
          note="Hollow: fewer than 30 requests."
        />
      }
      table={versionLabelTable(dimension, rows)}
      subject={subject}
    >
      {(handle) => (
        <GridChart
          label={title}
          grid={drawn.grid}
          look={look}
          labelWidth={LABEL_WIDTH}
          cellHeight={CELL_HEIGHT[look]}
          columnLabels="above"
          openLabel="Press to see these requests"
          open={openCell}
          handle={handle}
        />
      )}
    </ChartCard>
  );
}

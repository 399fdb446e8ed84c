import { useMemo } from 'react';
import { BOX_METRICS, type Box } from '../../charts/box.ts';
import { BoxKey } from '../../charts/box-key.tsx';
import { boxTable } from '../../charts/box-table.ts';
import { ChartCard } from '../../charts/chart-card.tsx';
import { BoxChart } from '../../charts/lazy-charts.ts';
import { ROWS_MIN_HEIGHT } from '../../charts/rows-plot.ts';
import { NoRequestsHere } from '../../components/states/no-requests-here.tsx';
import { TablePanel } from '../../components/table/table-panel.tsx';
import { NONE } from '../../data/filters.ts';
import { useMetrics } from '../../data/use-metrics.ts';
import { useViewActions } from '../../data/use-view.ts';
import { useEndpointScope } from './endpoint-scope.ts';
import { type LabelRow, labelColumns, labelRows } from './label-columns.tsx';
import { LABEL_WORDS, type LabelDimension, labelName } from './label-words.ts';
import { NoLabels } from './no-labels.tsx';

const MOST_BOXES = 20;
const MOST_ROWS = 1000;
const LABEL_WIDTH = 170;
const METRICS = [...BOX_METRICS, 'errors', 'errorRate'] as const;

/** Who is served how fast: the busiest as boxes, all of them in a table. */
export function LabelTab({ dimension }: { readonly dimension: LabelDimension }) {
  const { endpoint, subject } = useEndpointScope();
  const answer = useMetrics({ metrics: METRICS, dimensions: [dimension], endpoints: [endpoint], limit: MOST_ROWS });
  const { setFilter } = useViewActions();
  const words = LABEL_WORDS[dimension];
  const rows = useMemo(() => labelRows(dimension, answer.data?.rows ?? []), [dimension, answer.data]);
  const boxes = useMemo(
    () => rows.slice(0, MOST_BOXES).map((row) => boxOf(row, (value) => setFilter(dimension, value))),
    [rows, dimension, setFilter],
  );
  const columns = useMemo(() => labelColumns(dimension, `/endpoint/${endpoint}`), [dimension, endpoint]);
  const hasLabels = rows.some(({ value }) => value !== null);
  const empty = rows.length === 0 ? <NoRequestsHere /> : hasLabels ? undefined : <NoLabels dimension={dimension} />;
  const title = `Duration by ${words.one === 'User' ? 'user' : words.one}`;
  return (
    <>
      <ChartCard
        title={title}
        question={`Is it slow for everybody, or for some?${rows.length > MOST_BOXES ? ` The ${MOST_BOXES} with the most requests.` : ''}`}
        height={ROWS_MIN_HEIGHT}
        state={answer}
        {...(empty === undefined ? {} : { empty })}
        legend={<BoxKey />}
        table={boxTable(words.one, boxes)}
        subject={subject}
      >
        {(handle) => <BoxChart boxes={boxes} handle={handle} labelWidth={LABEL_WIDTH} />}
      </ChartCard>
      {hasLabels && (
        <TablePanel<LabelRow>
          title={words.many}
          state={answer}
          columns={columns}
          rows={rows}
          rowKey={({ value }) => value ?? ''}
          firstSort={{ key: 'requests', descending: true }}
          empty={<NoRequestsHere />}
          file={`${subject ?? 'endpoint'} ${words.many}`}
          record={({ value, share, row }) => ({ [dimension]: value, share, ...numbersOf(row) })}
          text={({ value }) => labelName(dimension, value)}
        />
      )}
    </>
  );
}

function boxOf({ value, label, row }: LabelRow, open: (value: string) => void): Box {
  return { key: value ?? '', label, row, open: () => open(value ?? NONE), openLabel: 'Show only these requests' };
}

function numbersOf(row: LabelRow['row']): Readonly<Record<string, number | null>> {
  return Object.fromEntries(METRICS.map((metric) => [metric, row[metric] ?? null]));
}

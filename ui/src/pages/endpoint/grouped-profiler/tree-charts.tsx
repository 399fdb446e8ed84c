import { type ComponentType, lazy, useMemo } from 'react';
import type { GroupedProfileAnswer } from '../../../../../src/api/contract.ts';
import { ChartCard } from '../../../charts/chart-card.tsx';
import type { ChartTable } from '../../../charts/chart-table.ts';
import { formatDuration } from '../../../format/duration.ts';
import { useEndpointScope } from '../endpoint-scope.ts';
import { wholeOf } from './grouped-figures.ts';
import type { GroupedNode, LinePointing } from './grouped-profile.tsx';
import classes from './grouped-profiler.module.css';
import { treeLayout } from './tree-layout.ts';

interface TreeCardProps {
  readonly profile: GroupedProfileAnswer;
  readonly roots: readonly GroupedNode[];
  readonly pointing: LinePointing;
}

/** Loaded with the drawing library, for which the table need not wait. */
const TreeChart: ComponentType<import('./tree-chart.tsx').TreeChartProps> = lazy(() =>
  import('./tree-chart.tsx').then((module) => ({ default: module.TreeChart })),
);

const HEIGHT = 300;
const LOADED = { isPending: false, error: null, refetch: () => undefined };

export function SunburstCard(props: TreeCardProps) {
  return (
    <TreeCard
      {...props}
      title="Sunburst"
      look="sunburst"
      question="What takes most of the time? A ring further out is one call deeper."
    />
  );
}

export function FlameCard(props: TreeCardProps) {
  return (
    <TreeCard
      {...props}
      title="Flame graph"
      look="flame"
      question="Through which lines does the time flow? The wider, the longer."
    />
  );
}

interface LookProps extends TreeCardProps {
  readonly title: string;
  readonly look: 'sunburst' | 'flame';
  readonly question: string;
}

function TreeCard({ profile, roots, pointing, title, look, question }: LookProps) {
  const { subject } = useEndpointScope();
  const places = useMemo(() => treeLayout(roots, wholeOf(profile)), [roots, profile]);
  return (
    <ChartCard
      title={title}
      question={question}
      height={HEIGHT}
      state={LOADED}
      {...(profile.baseline === null ? {} : { legend: <ChangeKey version={profile.baseline.version} /> })}
      table={groupedTable(profile)}
      subject={subject}
    >
      {(handle) => (
        <TreeChart
          label={title}
          look={look}
          places={places}
          pointing={pointing}
          perRequest={profile.baseline === null ? null : (profile.averageMillis ?? 0)}
          middle={formatDuration(profile.averageMillis)}
          height={HEIGHT}
          handle={handle}
        />
      )}
    </ChartCard>
  );
}

function ChangeKey({ version }: { readonly version: string }) {
  return (
    <ul className={classes['keys']}>
      <li>
        <span className={classes['key']} data-state="slower" aria-hidden /> Clearly slower than in {version}
      </li>
      <li>
        <span className={classes['key']} data-state="faster" aria-hidden /> Clearly faster
      </li>
      <li>
        <span className={classes['key']} aria-hidden /> About the same
      </li>
    </ul>
  );
}

const COLUMNS = ['Line', 'Depth', 'Hits', 'Average ms', 'Deviation ms', 'Total ms', 'Itself ms'] as const;

function groupedTable({ lines, baseline }: GroupedProfileAnswer): ChartTable {
  return {
    columns: baseline === null ? COLUMNS : [...COLUMNS, `Average ms in ${baseline.version}`],
    rows: lines.map((line) => [
      `${line.file}:${line.line ?? ''} ${line.function}`,
      line.indent,
      line.hits,
      line.averageMillis,
      line.standardDeviationMillis,
      line.totalMillis,
      line.selfMillis,
      ...(baseline === null ? [] : [line.baseline?.averageMillis ?? null]),
    ]),
  };
}

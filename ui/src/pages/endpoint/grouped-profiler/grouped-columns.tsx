import type { ReactNode } from 'react';
import type { ApiGroupedLine, GroupedProfileAnswer } from '../../../../../src/api/contract.ts';
import { KindBar } from '../../../code/kind-bar.tsx';
import { waitText } from '../../../code/kind-words.ts';
import { FoldCell, LineCell } from '../../../code/line-cell.tsx';
import type { Column } from '../../../components/table/column.ts';
import { formatDuration } from '../../../format/duration.ts';
import { formatChange, formatPercent } from '../../../format/percent.ts';
import details from '../details/details.module.css';
import { EndpointLink } from '../details/endpoint-link.tsx';
import { changeOf, changeState, figuresOf, type GroupedRow, isBeyondChance, wholeOf } from './grouped-figures.ts';
import classes from './grouped-profiler.module.css';

type LineColumn = Column<GroupedRow>;

interface GroupedColumnParts {
  readonly profile: GroupedProfileAnswer;
  /** Of all merged requests; null when they may be of several. */
  readonly version: string | null;
  readonly toggle: (key: string) => void;
}

export function groupedColumns({ profile, version, toggle }: GroupedColumnParts): readonly LineColumn[] {
  const whole = wholeOf(profile);
  return [
    {
      ...SORTABLE,
      key: 'line',
      header: 'Code line',
      width: 200,
      grows: true,
      cell: (row) =>
        row.kind === 'fold' ? (
          <FoldCell row={row} toggle={toggle} />
        ) : (
          <LineCell row={row} version={version} toggle={toggle} note={noteOf(row.node.line)} />
        ),
    },
    {
      ...SORTABLE,
      key: 'hits',
      header: 'Hits',
      hint: 'Requests in which the line was seen',
      width: 96,
      align: 'right',
      cell: (row) => <Pair value={String(figuresOf(row).hits)} share={figuresOf(row).hits / profile.requests} />,
    },
    {
      ...SORTABLE,
      key: 'average',
      header: 'Average',
      hint: 'Per request in which it was seen, with everything below the line',
      width: 88,
      align: 'right',
      cell: (row) => formatDuration(figuresOf(row).averageMillis),
    },
    {
      ...SORTABLE,
      key: 'deviation',
      header: 'Std. dev.',
      hint: 'Standard deviation over the requests in which it was seen',
      width: 88,
      align: 'right',
      cell: (row) => formatDuration(figuresOf(row).standardDeviationMillis),
    },
    {
      ...SORTABLE,
      key: 'total',
      header: 'Total',
      hint: 'Of all merged requests together, and its part of their time',
      width: 124,
      align: 'right',
      cell: (row) => (
        <Pair value={formatDuration(figuresOf(row).totalMillis)} share={figuresOf(row).totalMillis / whole} />
      ),
    },
    ...(profile.baseline === null ? [] : changeColumns(profile)),
    {
      ...SORTABLE,
      key: 'bar',
      header: 'What it went into',
      hint: 'Sorted by time on the CPU',
      width: profile.baseline === null ? 180 : 130,
      cell: (row) => (
        <span className={details['bar']}>
          <KindBar times={figuresOf(row).byKind} whole={whole} />
        </span>
      ),
    },
  ];
}

/** Makes the header a button. Lines are sorted as a tree (see `LINE_VALUES`), not as these rows. */
const SORTABLE = { sortValue: () => null };

function changeColumns(profile: GroupedProfileAnswer): readonly LineColumn[] {
  const { baseline, averageMillis } = profile;
  return [
    {
      ...SORTABLE,
      key: 'before',
      header: `In ${baseline?.version}`,
      hint: 'Average of the same line in that version',
      width: 96,
      align: 'right',
      cell: (row) => (row.kind === 'line' ? formatDuration(row.node.line.baseline?.averageMillis) : '–'),
    },
    {
      ...SORTABLE,
      key: 'change',
      header: 'Change',
      hint: 'Of the average; sorted by milliseconds',
      width: 84,
      align: 'right',
      cell: (row) => (row.kind === 'line' ? <Change line={row.node.line} perRequest={averageMillis ?? 0} /> : '–'),
    },
  ];
}

function Change({ line, perRequest }: { readonly line: ApiGroupedLine; readonly perRequest: number }) {
  const change = changeOf(line);
  if (change === null) return '–';
  if (change.kind === 'new') return <span title="The line was not seen in that version">new</span>;
  if (change.kind === 'gone') return <span title="The line was seen in that version only">gone</span>;
  const isChance = !isBeyondChance(line);
  return (
    <span
      className={classes['change']}
      data-state={isChance ? 'doubted' : (changeState(line, perRequest) ?? undefined)}
      title={isChance ? 'Seen in too few requests, or varying too much: this may be chance.' : undefined}
    >
      {formatChange(change.ratio)}
    </span>
  );
}

function Pair({ value, share }: { readonly value: string; readonly share: number }) {
  return (
    <>
      {value} <span className={classes['share']}>{formatPercent(share)}</span>
    </>
  );
}

function noteOf({ waitsFor, heldBy }: ApiGroupedLine): ReactNode {
  if (waitsFor === null && heldBy === null) return null;
  return (
    <>
      {waitsFor !== null && waitText(waitsFor)}
      {waitsFor !== null && heldBy !== null && ', '}
      {heldBy !== null && (
        <>
          held up by <EndpointLink name={heldBy} tab="grouped-profiler" />
        </>
      )}
    </>
  );
}

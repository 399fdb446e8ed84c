import type { ReactNode } from 'react';
import type { ApiKindTimes, ApiProfileLine } from '../../../../../src/api/contract.ts';
import { KindBar } from '../../../code/kind-bar.tsx';
import { addTimes, KIND_WORDS, NO_TIMES, waitText } from '../../../code/kind-words.ts';
import { FoldCell, LineCell } from '../../../code/line-cell.tsx';
import type { TreeRow } from '../../../code/visible-rows.ts';
import type { Column } from '../../../components/table/column.ts';
import { formatDuration } from '../../../format/duration.ts';
import { formatPercent } from '../../../format/percent.ts';
import classes from '../details/details.module.css';
import { EndpointLink } from '../details/endpoint-link.tsx';

type Row = TreeRow<ApiProfileLine>;

interface TreeColumnParts {
  /** Duration of the request. */
  readonly whole: number;
  readonly version: string;
  readonly toggle: (key: string) => void;
}

export function treeColumns({ whole, version, toggle }: TreeColumnParts): readonly Column<Row>[] {
  return [
    {
      key: 'line',
      header: 'Code line',
      width: 200,
      grows: true,
      cell: (row) =>
        row.kind === 'fold' ? (
          <FoldCell row={row} toggle={toggle} />
        ) : (
          <LineCell
            row={row}
            version={version}
            toggle={toggle}
            note={noteOf(row.node.line)}
            continuation={`${KIND_WORDS[row.node.line.kind].name}, in the line above`}
          />
        ),
    },
    {
      key: 'duration',
      header: 'Time',
      hint: 'With everything below the line',
      width: 84,
      align: 'right',
      cell: (row) => formatMillis(millisOf(row)),
    },
    {
      key: 'share',
      header: 'Share',
      hint: 'Of the request’s duration',
      width: 72,
      align: 'right',
      cell: (row) => formatPercent(millisOf(row) / Math.max(whole, Number.MIN_VALUE)),
    },
    {
      key: 'self',
      header: 'Itself',
      hint: 'Time on this very line, without what it calls',
      width: 84,
      align: 'right',
      cell: (row) => (row.kind === 'line' ? formatMillis(row.node.line.selfMillis) : ''),
    },
    {
      key: 'bar',
      header: 'What it went into',
      width: 200,
      cell: (row) => (
        <span className={classes['bar']}>
          <KindBar times={timesOf(row)} whole={whole} />
        </span>
      ),
    },
  ];
}

function formatMillis(millis: number): string {
  return millis === 0 ? '–' : formatDuration(millis);
}

/** What a fold's own lines took; what they call of the app has rows of its own. */
function timesOf(row: Row): ApiKindTimes {
  if (row.kind === 'line') return row.node.line.byKind;
  return row.folded.reduce((sum, { line }) => addTimes(sum, { ...NO_TIMES, [line.kind]: line.selfMillis }), NO_TIMES);
}

function millisOf(row: Row): number {
  if (row.kind === 'line') return row.node.line.durationMillis;
  return row.folded.reduce((sum, { line }) => sum + line.selfMillis, 0);
}

function noteOf({ waitsFor, heldBy }: ApiProfileLine): ReactNode {
  if (waitsFor !== null) return waitText(waitsFor);
  if (heldBy === null) return null;
  return (
    <>
      held up by <EndpointLink name={heldBy} tab="profiler" />
    </>
  );
}

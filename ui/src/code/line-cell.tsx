import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './code-line.module.css';
import { packageOf, textOf } from './code-place.ts';
import { CodePlaceLink } from './code-place-link.tsx';
import type { TreeLine } from './line-tree.ts';
import type { FoldRow, LineRow } from './visible-rows.ts';

interface LineCellProps<Line extends TreeLine> {
  readonly row: LineRow<Line>;
  readonly version: string | null;
  readonly toggle: (key: string) => void;
  /** Beside file and function. */
  readonly note?: ReactNode;
  /** Instead of the code, for more time of the line above. */
  readonly continuation?: string;
}

/** A line of a tree: what is below it can be opened. */
export function LineCell<Line extends TreeLine>({ row, version, toggle, note, continuation }: LineCellProps<Line>) {
  const { line } = row.node;
  const isContinuation = row.isContinuation && continuation !== undefined;
  return (
    <div className={classes['cell']} data-origin={line.origin} style={{ paddingLeft: indentOf(row.depth) }}>
      {row.canOpen ? (
        <Toggle isOpen={row.isOpen} what={textOf(line)} onPress={() => toggle(row.key)} />
      ) : (
        <span className={classes['leaf']} aria-hidden />
      )}
      <div className={classes['texts']}>
        {isContinuation ? (
          <span className={classes['quiet']}>{continuation}</span>
        ) : (
          <code className={classes['code']} title={textOf(line)}>
            {textOf(line)}
          </code>
        )}
        <span className={classes['where']}>
          {!isContinuation && (
            <>
              <CodePlaceLink line={line} version={version} />
              {line.code !== null && <span> {line.function}</span>}
            </>
          )}
          {note !== undefined && note !== null && <span className={classes['about']}>{note}</span>}
        </span>
      </div>
    </div>
  );
}

/** Lines of libraries and of Node in one, until somebody asks for them. */
export function FoldCell<Line extends TreeLine>({
  row,
  toggle,
}: {
  readonly row: FoldRow<Line>;
  readonly toggle: (key: string) => void;
}) {
  const count = row.folded.length;
  const what = `${count} ${count === 1 ? 'line' : 'lines'} of ${listed(row.folded.map(({ line }) => packageOf(line)))}`;
  return (
    <div className={classes['cell']} style={{ paddingLeft: indentOf(row.depth) }}>
      <Toggle isOpen={row.isOpen} what={what} onPress={() => toggle(row.key)} />
      <button type="button" className={classes['fold']} tabIndex={-1} aria-hidden onClick={() => toggle(row.key)}>
        {what}
      </button>
    </div>
  );
}

interface ToggleProps {
  readonly isOpen: boolean;
  readonly what: string;
  readonly onPress: () => void;
}

function Toggle({ isOpen, what, onPress }: ToggleProps) {
  const Icon = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <button
      type="button"
      className={classes['toggle']}
      aria-expanded={isOpen}
      aria-label={`Below ${what}`}
      onClick={onPress}
    >
      <Icon size={14} stroke={2} aria-hidden />
    </button>
  );
}

const INDENT_PIXELS = 16;
const MOST_INDENTS = 14;

/** Deep trees must not push their text out of view. */
function indentOf(depth: number): number {
  return INDENT_PIXELS * Math.min(depth, MOST_INDENTS);
}

const MOST_NAMES = 3;

function listed(names: readonly string[]): string {
  const all = [...new Set(names)];
  return all.length <= MOST_NAMES ? all.join(', ') : `${all.slice(0, MOST_NAMES).join(', ')} and others`;
}

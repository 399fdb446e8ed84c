import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, type ReactNode, useEffect, useRef } from 'react';
import type { Column, Sort } from './column.ts';
import classes from './data-table.module.css';
import { HeaderCell } from './header-cell.tsx';
import { isOfRow } from './row-click.ts';
import { ViewLinksProvider } from './view-link.tsx';

const ROW_HEIGHT = 36;
const HEADER_HEIGHT = 36;
const OVERSCAN = 10;

interface DataTableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  /** Already sorted. */
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string | number;
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
  /** CSS length: with more rows the table scrolls by itself. */
  readonly maxHeight: string;
  /** Instead of rows, when there are none. */
  readonly empty: ReactNode;
  /** Rows that head a group. */
  readonly isHeading?: (row: Row) => boolean;
  readonly pointing?: RowPointing<Row>;
}

/** Rows that are tied to something else in view. */
export interface RowPointing<Row> {
  /** Keys of the row under the pointer, here or there, and of the chosen one. */
  readonly pointed: string | null;
  readonly chosen: string | null;
  readonly onPoint: (row: Row | null) => void;
  readonly onChoose: (row: Row) => void;
}

/** Only the rows in view exist, so that thousands stay smooth. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowKey, maxHeight, empty } = props;
  const frame = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
    scrollMargin: 0,
    // The rows may come a moment after the scrolling, of which there are enough beyond the edges: frames must not wait for them.
    useFlushSync: false,
    getItemKey: (index) => {
      const row = rows[index];
      return row === undefined ? index : rowKey(row);
    },
  });
  const chosenAt = rows.findIndex((row) => props.pointing?.chosen === rowKey(row));
  useEffect(() => {
    if (chosenAt >= 0) virtualizer.scrollToIndex(chosenAt, { align: 'auto' });
  }, [chosenAt, virtualizer]);
  const items = virtualizer.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);
  const minWidth = columns.reduce((sum, { width }) => sum + width, 0);
  return (
    // biome-ignore lint/a11y/useSemanticElements: no fieldset, and a section would be a second landmark of the same name
    // biome-ignore lint/a11y/noNoninteractiveTabindex: else keyboards cannot scroll it
    <div ref={frame} className={classes['frame']} style={{ maxHeight }} role="group" tabIndex={0} aria-label={label}>
      <table className={classes['table']} style={{ minWidth }} aria-rowcount={rows.length + 1}>
        <colgroup>
          {columns.map(({ key, width, grows }) => (
            <col key={key} style={grows === true ? {} : { width }} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1} style={{ height: HEADER_HEIGHT }}>
            {columns.map((column) => (
              <HeaderCell key={column.key} column={column} sort={props.sort} onSort={props.onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 && <Spacer columns={columns.length} height={before} />}
          <ViewLinksProvider>
            {items.map(({ index, key }) => {
              const row = rows[index];
              if (row === undefined) return null;
              const isHeading = props.isHeading?.(row) === true;
              const shared = { row, columns, index, isHeading };
              if (props.pointing === undefined) return <BodyRow key={String(key)} {...shared} />;
              const { pointed, chosen, onPoint, onChoose } = props.pointing;
              const mark = key === chosen ? 'chosen' : key === pointed ? 'pointed' : undefined;
              return <BodyRow key={String(key)} {...shared} mark={mark} onPoint={onPoint} onChoose={onChoose} />;
            })}
          </ViewLinksProvider>
          {after > 0 && <Spacer columns={columns.length} height={after} />}
        </tbody>
      </table>
      {rows.length === 0 && empty}
    </div>
  );
}

interface BodyRowProps<Row> {
  readonly row: Row;
  readonly columns: readonly Column<Row>[];
  readonly index: number;
  readonly isHeading: boolean;
  readonly mark?: 'chosen' | 'pointed' | undefined;
  readonly onPoint?: (row: Row | null) => void;
  readonly onChoose?: (row: Row) => void;
}

/** Scrolling renders the table many times a second; rows that stay need not follow. */
const BodyRow = memo(function BodyRow<Row>(props: BodyRowProps<Row>) {
  const { row, columns, index, isHeading, mark, onPoint, onChoose } = props;
  return (
    <tr
      aria-rowindex={index + 2}
      className={classes['row']}
      data-heading={isHeading || undefined}
      data-mark={mark}
      {...(onPoint && { onPointerEnter: () => onPoint(row), onPointerLeave: () => onPoint(null) })}
      {...(onChoose && { onClick: (event) => isOfRow(event) && onChoose(row) })}
    >
      {columns.map((column) => (
        <td key={column.key} data-align={column.align} data-fits={column.fits}>
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
}) as <Row>(props: BodyRowProps<Row>) => ReactNode;

function Spacer({ columns, height }: { readonly columns: number; readonly height: number }) {
  return (
    <tr aria-hidden>
      <td className={classes['spacer']} colSpan={columns} style={{ height }} />
    </tr>
  );
}

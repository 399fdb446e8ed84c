import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { Fragment, type ReactNode } from 'react';
import type { Column, Sort } from './column.ts';
import classes from './details-table.module.css';
import { HeaderCell } from './header-cell.tsx';
import { isOfRow } from './row-click.ts';
import { ViewLinksProvider } from './view-link.tsx';

interface DetailsTableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  /** Already sorted. */
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => number;
  /** Names the row's button: `Details of …`. */
  readonly rowName: (row: Row) => string;
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
  readonly opened: ReadonlySet<number>;
  readonly onToggle: (key: number) => void;
  readonly details: (row: Row) => ReactNode;
}

/** A page of rows, each with details of any height below it. */
export function DetailsTable<Row>(props: DetailsTableProps<Row>) {
  const { label, columns, rows, rowKey, opened, details } = props;
  const minWidth = columns.reduce((sum, { width }) => sum + width, TOGGLE_WIDTH);
  return (
    // biome-ignore lint/a11y/useSemanticElements: no fieldset, and a section would be a second landmark of the same name
    // biome-ignore lint/a11y/noNoninteractiveTabindex: else keyboards cannot scroll it
    <div className={classes['frame']} role="group" tabIndex={0} aria-label={label}>
      <table className={classes['table']} style={{ minWidth }}>
        <colgroup>
          <col style={{ width: TOGGLE_WIDTH }} />
          {columns.map(({ key, width, grows }) => (
            <col key={key} style={grows === true ? {} : { width }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">Details</span>
            </th>
            {columns.map((column) => (
              <HeaderCell key={column.key} column={column} sort={props.sort} onSort={props.onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          <ViewLinksProvider>
            {rows.map((row) => {
              const isOpen = opened.has(rowKey(row));
              return (
                <Fragment key={rowKey(row)}>
                  <DetailedRow {...props} row={row} isOpen={isOpen} />
                  {isOpen && (
                    <tr>
                      <td colSpan={columns.length + 1} className={classes['details']}>
                        <div className={classes['inside']}>{details(row)}</div>
                      </td>
                    </tr>
                  )}
                </Fragment>
              );
            })}
          </ViewLinksProvider>
        </tbody>
      </table>
    </div>
  );
}

const TOGGLE_WIDTH = 40;

type DetailedRowProps<Row> = DetailsTableProps<Row> & { readonly row: Row; readonly isOpen: boolean };

function DetailedRow<Row>({ columns, rowKey, rowName, onToggle, row, isOpen }: DetailedRowProps<Row>) {
  const Icon = isOpen ? IconChevronDown : IconChevronRight;
  const toggle = (): void => onToggle(rowKey(row));
  return (
    // The button is for keyboards and screen readers; the row is a larger aim.
    <tr className={classes['row']} data-open={isOpen || undefined} onClick={(event) => isOfRow(event) && toggle()}>
      <td>
        <button
          type="button"
          className={classes['toggle']}
          aria-expanded={isOpen}
          aria-label={rowName(row)}
          onClick={toggle}
        >
          <Icon size={16} stroke={1.8} aria-hidden />
        </button>
      </td>
      {columns.map((column) => (
        <td key={column.key} data-align={column.align}>
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
}

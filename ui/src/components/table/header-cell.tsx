import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { Column, Sort } from './column.ts';
import classes from './data-table.module.css';

interface HeaderCellProps<Row> {
  readonly column: Column<Row>;
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
}

/** Names a column, and sorts by it. */
export function HeaderCell<Row>({ column, sort, onSort }: HeaderCellProps<Row>) {
  const { key, header, hint, align = 'left', sortValue } = column;
  const active = sort.key === key;
  if (sortValue === undefined) {
    return (
      <th scope="col" data-align={align} title={hint}>
        <span className={classes['plain']}>{header}</span>
      </th>
    );
  }
  // Numbers are looked through from the largest, names from A.
  const next = { key, descending: active ? !sort.descending : align === 'right' };
  const Arrow = sort.descending ? IconArrowDown : IconArrowUp;
  return (
    <th
      scope="col"
      data-align={align}
      aria-sort={active ? (sort.descending ? 'descending' : 'ascending') : 'none'}
      title={hint}
    >
      <button type="button" className={classes['sort']} onClick={() => onSort(next)}>
        {header}
        <span className={classes['arrow']}>{active && <Arrow size={12} stroke={2} aria-hidden />}</span>
      </button>
    </th>
  );
}

import { Skeleton, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type ReactNode, useId, useMemo } from 'react';
import { useUrlText } from '../../data/use-url-text.ts';
import { useUrlSearch } from '../../data/use-view.ts';
import { LoadFailure } from '../states/load-failure.tsx';
import { type Column, parseSort, type Sort, sortText } from './column.ts';
import { DataTable } from './data-table.tsx';
import { ExportMenu, type ExportRecord } from './export-menu.tsx';
import { sortRows } from './sort-rows.ts';
import classes from './table-panel.module.css';

interface TablePanelProps<Row> {
  readonly title: string;
  readonly question?: string;
  readonly state: { readonly isPending: boolean; readonly error: Error | null; readonly refetch: () => unknown };
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string | number;
  readonly firstSort: Sort;
  /** In the URL; each table of a page needs its own. @default sort */
  readonly sortParameter?: string;
  /** Instead of rows, when there are none at all. */
  readonly empty: ReactNode;
  /** Name of the files without its ending, and what is in them of a row. */
  readonly file: string;
  readonly record: (row: Row) => ExportRecord;
  /** What the filter box looks through; absent: there is none. */
  readonly text?: (row: Row) => string;
  readonly controls?: ReactNode;
}

/** A table with its heading, filter box and files. */
export function TablePanel<Row>(props: TablePanelProps<Row>) {
  const { title, question, state, columns, rows, text, controls } = props;
  const headingId = useId();
  const [sort, setSort] = useUrlSort(props.sortParameter ?? 'sort', props.firstSort);
  const [wanted, setWanted] = useUrlText('q');
  const shown = useMemo(() => {
    const needle = wanted.trim().toLowerCase();
    const matching =
      text === undefined || needle === '' ? rows : rows.filter((row) => text(row).toLowerCase().includes(needle));
    return sortRows(matching, columns, { key: sort.key, descending: sort.descending });
  }, [rows, columns, sort.key, sort.descending, text, wanted]);
  return (
    <section className={classes['panel']} aria-labelledby={headingId}>
      <header className={classes['toolbar']}>
        <div className={classes['titles']}>
          <h2 className={classes['title']}>
            <span id={headingId}>{title}</span>{' '}
            {rows.length > 0 && (
              <span className={classes['total']}>
                {shown.length === rows.length ? rows.length : `${shown.length} of ${rows.length}`}
              </span>
            )}
          </h2>
          {question !== undefined && <p className={classes['question']}>{question}</p>}
        </div>
        {controls}
        {text !== undefined && (
          <TextInput
            data-filter-box
            type="search"
            size="xs"
            className={classes['filter'] ?? ''}
            aria-label={`Filter ${title.toLowerCase()}`}
            placeholder="Filter  /"
            leftSection={<IconSearch size={14} stroke={1.8} aria-hidden />}
            value={wanted}
            onChange={(event) => setWanted(event.currentTarget.value)}
          />
        )}
        <ExportMenu file={props.file} records={() => shown.map(props.record)} disabled={shown.length === 0} />
      </header>
      {state.error !== null && rows.length === 0 && (
        <LoadFailure what={title} error={state.error} retry={() => void state.refetch()} />
      )}
      {state.error === null && state.isPending && <Skeleton height={180} radius={0} />}
      {!state.isPending && (state.error === null || rows.length > 0) && (
        <DataTable<Row>
          label={title}
          columns={columns}
          rows={shown}
          rowKey={props.rowKey}
          sort={sort}
          onSort={setSort}
          maxHeight="540px"
          empty={props.empty}
        />
      )}
    </section>
  );
}

function useUrlSort(parameter: string, first: Sort): readonly [Sort, (sort: Sort) => void] {
  const [search, change] = useUrlSearch();
  const set = (sort: Sort): void => {
    const text = sortText(sort);
    change({ [parameter]: text === sortText(first) ? undefined : text }, { replace: true });
  };
  return [parseSort(search[parameter], first), set];
}

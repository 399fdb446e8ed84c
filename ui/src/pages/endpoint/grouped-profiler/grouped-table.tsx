import { Button, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useCallback, useEffect, useMemo } from 'react';
import type { ApiGroupedLine, GroupedProfileAnswer } from '../../../../../src/api/contract.ts';
import { textOf } from '../../../code/code-place.ts';
import { OpenerChoice } from '../../../code/opener-choice.tsx';
import { useOpenLines } from '../../../code/use-open-lines.ts';
import { keysAbove } from '../../../code/visible-rows.ts';
import { parseSort, sortText } from '../../../components/table/column.ts';
import { DataTable } from '../../../components/table/data-table.tsx';
import panel from '../../../components/table/table-panel.module.css';
import { fileAddresses } from '../../../data/details-client.ts';
import { rangeOf } from '../../../data/time-choice.ts';
import { useUrlText } from '../../../data/use-url-text.ts';
import { useUrlSearch, useView } from '../../../data/use-view.ts';
import { FileLinks } from '../details/file-links.tsx';
import { groupedColumns } from './grouped-columns.tsx';
import { type GroupedRow, wholeOf } from './grouped-figures.ts';
import type { GroupedNode, LinePointing } from './grouped-profile.tsx';
import classes from './grouped-profiler.module.css';
import { filterTree, LINE_VALUES, sortTree } from './sort-tree.ts';

interface GroupedTableProps {
  readonly profile: GroupedProfileAnswer;
  readonly roots: readonly GroupedNode[];
  readonly pointing: LinePointing;
}

const COSTLIEST_FIRST = { key: 'total', descending: true };

export function GroupedTable({ profile, roots, pointing }: GroupedTableProps) {
  const { filters } = useView();
  const version = filters.version ?? null;
  const [wanted, setWanted] = useUrlText('q');
  const [sort, setSort] = useUrlSort();
  const whole = wholeOf(profile);
  const share = useCallback(({ totalMillis }: ApiGroupedLine) => totalMillis / whole, [whole]);
  const shown = useShown(roots, wanted, sort.key, sort.descending);
  const { rows, toggle, expandAll, hideAll, reveal } = useOpenLines<ApiGroupedLine>(shown, share);
  const columns = useMemo(() => groupedColumns({ profile, version, toggle }), [profile, version, toggle]);
  const { chosen } = pointing;
  useEffect(() => {
    if (chosen !== null) reveal(keysAbove(roots, chosen));
  }, [chosen, roots, reveal]);
  return (
    <section className={panel['panel']} aria-labelledby="grouped-title">
      <header className={panel['toolbar']}>
        <div className={panel['titles']}>
          <h2 className={panel['title']} id="grouped-title">
            Lines
          </h2>
          <p className={panel['question']}>
            {profile.baseline === null ? 'Which line is to blame?' : 'Which line changed?'}
          </p>
        </div>
        <OpenerChoice />
        <TextInput
          data-filter-box
          type="search"
          size="xs"
          className={panel['filter'] ?? ''}
          aria-label="Filter lines"
          placeholder="Filter  /"
          leftSection={<IconSearch size={14} stroke={1.8} aria-hidden />}
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
        />
        <Button size="xs" variant="default" onClick={expandAll}>
          Expand all
        </Button>
        <Button size="xs" variant="default" onClick={hideAll}>
          Hide all
        </Button>
        <GroupFiles endpoint={profile.endpointId} version={version} />
      </header>
      <DataTable<GroupedRow>
        label="Lines of the grouped profile"
        columns={columns}
        rows={rows}
        rowKey={({ key }) => key}
        sort={sort}
        onSort={setSort}
        maxHeight="720px"
        empty={<p className={classes['nothing']}>No line matches the filter.</p>}
        pointing={{
          pointed: pointing.pointed,
          chosen,
          onPoint: (row) => pointing.onPoint(row?.kind === 'line' ? row.key : null),
          onChoose: (row) => (row.kind === 'line' ? pointing.onChoose(row.key) : toggle(row.key)),
        }}
      />
    </section>
  );
}

function useShown(
  roots: readonly GroupedNode[],
  wanted: string,
  sortKey: string,
  descending: boolean,
): readonly GroupedNode[] {
  return useMemo(() => {
    const needle = wanted.trim().toLowerCase();
    const text = (line: ApiGroupedLine): string => `${textOf(line)} ${line.file}:${line.line} ${line.function}`;
    const matching = needle === '' ? roots : filterTree(roots, (line) => text(line).toLowerCase().includes(needle));
    const value = LINE_VALUES.get(sortKey);
    return value === undefined ? matching : sortTree(matching, value, descending);
  }, [roots, wanted, sortKey, descending]);
}

function GroupFiles({ endpoint, version }: { readonly endpoint: number; readonly version: string | null }) {
  const { time } = useView();
  return (
    <FileLinks
      address={(format) =>
        fileAddresses.groupedProfile({ endpoint, version, range: rangeOf(time, Date.now()) }, format)
      }
    />
  );
}

function useUrlSort() {
  const [search, change] = useUrlSearch();
  return [
    parseSort(search['sort'], COSTLIEST_FIRST),
    (sort: typeof COSTLIEST_FIRST) => {
      const text = sortText(sort);
      change({ sort: text === sortText(COSTLIEST_FIRST) ? undefined : text }, { replace: true });
    },
  ] as const;
}

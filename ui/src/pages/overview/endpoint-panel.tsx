import { Button, Menu, Skeleton, TextInput } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconDownload, IconFolders, IconSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useLevelControl } from '../../components/level-switch.tsx';
import { EmptyState } from '../../components/states/empty-state.tsx';
import { LoadFailure } from '../../components/states/load-failure.tsx';
import { NoRequestsHere } from '../../components/states/no-requests-here.tsx';
import { parseSort, type Sort, sortText } from '../../components/table/column.ts';
import { DataTable } from '../../components/table/data-table.tsx';
import { sortRows } from '../../components/table/sort-rows.ts';
import { isoRange } from '../../data/api-client.ts';
import { dashboardConfig } from '../../data/dashboard-config.ts';
import { alignedRange } from '../../data/time-step.ts';
import { useUrlText } from '../../data/use-url-text.ts';
import { useUrlSearch, useView } from '../../data/use-view.ts';
import { useZone } from '../../data/zone.ts';
import { SORTABLE_COLUMNS, tableColumns } from './endpoint-columns.tsx';
import { exportEndpoints } from './endpoint-export.ts';
import type { EndpointRow } from './endpoint-rows.ts';
import classes from './endpoint-table.module.css';
import { groupRows, type TableRow } from './group-rows.ts';
import { type RowParts, RowPartsContext } from './row-parts.ts';
import type { Overview } from './use-overview.ts';

const DEFAULT_SORT: Sort = { key: 'requests', descending: true };
const NONE: ReadonlySet<string> = new Set();

interface EndpointPanelProps {
  readonly overview: Overview;
  readonly rows: readonly EndpointRow[];
}

export function EndpointPanel({ overview, rows }: EndpointPanelProps) {
  const [search, change] = useUrlSearch();
  const [text, setText] = useUrlText('q');
  const sort = parseSort(search['sort'], DEFAULT_SORT);
  const isGrouped = search['grouped'] === '1';
  const [closed, setClosed] = useState(NONE);
  const isWide = useMediaQuery('(min-width: 900px)', true, { getInitialValueInEffect: false });
  const shown = useMemo(
    () => sortRows(filterRows(rows, text), SORTABLE_COLUMNS, { key: sort.key, descending: sort.descending }),
    [rows, text, sort.key, sort.descending],
  );
  const tableRows = useMemo(() => (isGrouped ? groupRows(shown, closed) : shown), [isGrouped, shown, closed]);
  const columns = useMemo(
    () =>
      tableColumns(
        isWide ? 'all' : 'few',
        (prefix) => closed.has(prefix),
        (prefix) => setClosed(toggled(closed, prefix)),
      ),
    [isWide, closed],
  );
  const parts = useParts();
  const setSort = (wanted: Sort): void =>
    change({ sort: sortText(wanted) === sortText(DEFAULT_SORT) ? undefined : sortText(wanted) }, { replace: true });
  return (
    <section className={classes['panel']} aria-labelledby="endpoints-title">
      <header className={classes['toolbar']}>
        <h2 className={classes['title']} id="endpoints-title">
          Endpoints{' '}
          <span className={classes['total']}>
            {overview.isPending ? '' : shown.length === rows.length ? rows.length : `${shown.length} of ${rows.length}`}
          </span>
        </h2>
        <TextInput
          data-filter-box
          type="search"
          size="xs"
          className={classes['filter'] ?? ''}
          aria-label="Filter endpoints"
          placeholder="Filter endpoints  /"
          leftSection={<IconSearch size={14} stroke={1.8} aria-hidden />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button
          variant={isGrouped ? 'filled' : 'default'}
          size="xs"
          aria-pressed={isGrouped}
          leftSection={<IconFolders size={14} stroke={1.6} aria-hidden />}
          onClick={() => change({ grouped: isGrouped ? undefined : '1' }, { replace: true })}
        >
          Group by path
        </Button>
        <ExportMenu rows={shown} />
      </header>
      <EndpointTableBody overview={overview}>
        <RowPartsContext value={parts}>
          <DataTable<TableRow>
            label="Endpoints"
            columns={columns}
            rows={tableRows}
            rowKey={(row) => (row.kind === 'group' ? row.prefix : row.endpoint.id)}
            sort={sort}
            onSort={setSort}
            maxHeight="max(432px, calc(100dvh - var(--top-bar-height) - 84px))"
            isHeading={(row) => row.kind === 'group'}
            empty={text === '' ? <NoRequestsHere /> : <EmptyState title={`No endpoint contains “${text}”`} />}
          />
        </RowPartsContext>
      </EndpointTableBody>
    </section>
  );
}

function useParts(): RowParts {
  const { time, filters } = useView();
  const zone = useZone();
  const levels = useLevelControl();
  const now = Date.now();
  const { from, to } = alignedRange({ from: now, to: now + 1 }, '1d', dashboardConfig.timezone);
  return useMemo(
    () => ({ scope: { time, filters, zone }, levels, today: isoRange({ from, to }) }),
    [time, filters, zone, levels, from, to],
  );
}

function EndpointTableBody({
  overview,
  children,
}: {
  readonly overview: Overview;
  readonly children: React.ReactNode;
}) {
  if (overview.error !== null)
    return <LoadFailure what="The endpoints" error={overview.error} retry={overview.refetch} />;
  if (!overview.isPending) return children;
  return (
    <div className={classes['skeletons']} role="status" aria-label="Loading endpoints">
      {Array.from({ length: 8 }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all the same
        <Skeleton key={index} height={20} />
      ))}
    </div>
  );
}

function ExportMenu({ rows }: { readonly rows: readonly EndpointRow[] }) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconDownload size={14} stroke={1.6} aria-hidden />}
          disabled={rows.length === 0}
        >
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => exportEndpoints(rows, 'csv')}>CSV</Menu.Item>
        <Menu.Item onClick={() => exportEndpoints(rows, 'json')}>JSON</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function filterRows(rows: readonly EndpointRow[], text: string): readonly EndpointRow[] {
  const wanted = text.trim().toLowerCase();
  return wanted === ''
    ? rows
    : rows.filter(({ endpoint }) => `${endpoint.method} ${endpoint.route}`.toLowerCase().includes(wanted));
}

function toggled(set: ReadonlySet<string>, value: string): ReadonlySet<string> {
  const copy = new Set(set);
  if (!copy.delete(value)) copy.add(value);
  return copy;
}

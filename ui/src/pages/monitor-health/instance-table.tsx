import type { ApiInstance } from '../../../../src/api/admin-contract.ts';
import { EmptyState } from '../../components/states/empty-state.tsx';
import type { Column } from '../../components/table/column.ts';
import { LinkCell } from '../../components/table/link-cell.tsx';
import { TablePanel } from '../../components/table/table-panel.tsx';
import { timeColumn } from '../../components/table/time-column.tsx';
import { useInstances } from '../../data/use-admin.ts';
import classes from './monitor-health.module.css';

const COLUMNS: readonly Column<ApiInstance>[] = [
  {
    key: 'state',
    header: 'State',
    width: 84,
    sortValue: ({ isLive }) => Number(isLive),
    cell: ({ isLive }) => (
      <span className={isLive ? classes['live'] : classes['gone']}>{isLive ? 'live' : 'gone'}</span>
    ),
  },
  {
    key: 'host',
    header: 'Host',
    width: 140,
    grows: true,
    sortValue: ({ host }) => host,
    cell: ({ host, id, number }) => {
      const name = host ?? `unknown (${id})`;
      if (number === null) return name;
      return (
        <LinkCell to="/overview" search={{ instance: String(number) }}>
          {name}
        </LinkCell>
      );
    },
  },
  {
    key: 'pid',
    header: 'Process',
    width: 90,
    align: 'right',
    sortValue: ({ pid }) => pid,
    cell: ({ pid }) => pid ?? '–',
  },
  {
    key: 'version',
    header: 'Version',
    width: 130,
    sortValue: ({ version }) => version,
    cell: ({ version }) => version ?? '–',
  },
  timeColumn({ key: 'startedAt', header: 'Started', width: 104, timeOf: ({ startedAt }) => startedAt, none: '–' }),
  timeColumn({ key: 'lastSeen', header: 'Last seen', width: 104, timeOf: ({ lastSeen }) => lastSeen, none: '–' }),
];

/** All processes of the app that share the database. */
export function InstanceTable() {
  const instances = useInstances();
  return (
    <TablePanel
      title="Instances"
      question="Which processes write to this database?"
      state={instances}
      columns={COLUMNS}
      rows={instances.data?.instances ?? []}
      rowKey={({ id }) => id}
      firstSort={{ key: 'lastSeen', descending: true }}
      empty={<EmptyState title="No instance has written yet" />}
      file="instances"
      record={({ isLive, ...instance }) => ({ ...instance, isLive: String(isLive) })}
    />
  );
}

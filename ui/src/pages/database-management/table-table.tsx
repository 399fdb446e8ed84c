import type { ApiTable } from '../../../../src/api/admin-contract.ts';
import { EmptyState } from '../../components/states/empty-state.tsx';
import type { Column } from '../../components/table/column.ts';
import { TablePanel } from '../../components/table/table-panel.tsx';
import { formatBytes } from '../../format/bytes.ts';
import { formatExactCount } from '../../format/count.ts';

const COLUMNS: readonly Column<ApiTable>[] = [
  { key: 'name', header: 'Table', width: 180, grows: true, sortValue: ({ name }) => name, cell: ({ name }) => name },
  {
    key: 'rows',
    header: 'Rows',
    width: 140,
    align: 'right',
    sortValue: ({ rows }) => rows,
    cell: ({ rows, isEstimate }) => (rows === null ? '–' : `${isEstimate ? '≈ ' : ''}${formatExactCount(rows)}`),
  },
  {
    key: 'bytes',
    header: 'Size',
    hint: 'With its indexes',
    width: 110,
    align: 'right',
    sortValue: ({ bytes }) => bytes,
    cell: ({ bytes }) => formatBytes(bytes),
  },
];

const LOADED = { isPending: false, error: null, refetch: () => undefined } as const;

/** What the database is full of. */
export function TableTable({ tables }: { readonly tables: readonly ApiTable[] }) {
  return (
    <TablePanel
      title="Tables"
      question="What takes the room?"
      state={LOADED}
      columns={COLUMNS}
      rows={tables}
      rowKey={({ name }) => name}
      firstSort={{ key: 'bytes', descending: true }}
      sortParameter="tables"
      empty={<EmptyState title="The database has no tables yet" />}
      file="tables"
      record={({ name, rows, isEstimate, bytes }) => ({ name, rows, isEstimate: String(isEstimate), bytes })}
    />
  );
}

import type { ApiOption } from '../../../../src/api/admin-contract.ts';
import { EmptyState } from '../../components/states/empty-state.tsx';
import type { Column } from '../../components/table/column.ts';
import { TablePanel } from '../../components/table/table-panel.tsx';
import { useConfig } from '../../data/use-admin.ts';
import classes from './configuration.module.css';
import { ORIGINS, optionText } from './option-text.ts';

const COLUMNS: readonly Column<ApiOption>[] = [
  {
    key: 'name',
    header: 'Option',
    width: 230,
    sortValue: ({ name }) => name,
    cell: ({ name }) => <code className={classes['name']}>{name}</code>,
  },
  {
    key: 'value',
    header: 'Value',
    width: 240,
    grows: true,
    sortValue: ({ value }) => optionText(value),
    cell: ({ value }) => {
      const text = optionText(value);
      return (
        <span className={value === null || text.startsWith('(') ? classes['none'] : classes['value']} title={text}>
          {text}
        </span>
      );
    },
  },
  {
    key: 'origin',
    header: 'From',
    hint: 'Code goes before environment, environment before file, file before default',
    width: 150,
    sortValue: ({ origin }) => origin,
    cell: ({ origin }) => <span className={origin === 'default' ? classes['none'] : undefined}>{ORIGINS[origin]}</span>,
  },
];

const BY_ORIGIN = { key: 'name', descending: false } as const;

/** What every option is, and where that comes from. */
export function OptionTable() {
  const config = useConfig({ enabled: true });
  return (
    <TablePanel
      title="Settings"
      question="What is in force in the process that answers, and where does it come from? Change it there and restart the app."
      state={config}
      columns={COLUMNS}
      rows={config.data?.options ?? []}
      rowKey={({ name }) => name}
      firstSort={BY_ORIGIN}
      empty={<EmptyState title="No option contains that" />}
      file="settings"
      record={({ name, value, origin }) => ({ name, value: optionText(value), origin })}
      text={({ name, value }) => `${name} ${optionText(value)}`}
    />
  );
}

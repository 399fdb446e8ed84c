import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { toCsv } from '../../export/csv.ts';
import { downloadText, fileName } from '../../export/download.ts';

/** Raw values: times as ISO text, durations in milliseconds. */
export type ExportRecord = Readonly<Record<string, string | number | null>>;

interface ExportMenuProps {
  /** Name of the files, without its ending. */
  readonly file: string;
  /** Asked when a file is wanted. */
  readonly records: () => readonly ExportRecord[];
  readonly disabled: boolean;
}

/** The rows of a table as a file. */
export function ExportMenu({ file, records, disabled }: ExportMenuProps) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconDownload size={14} stroke={1.6} aria-hidden />}
          disabled={disabled}
        >
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => saveCsv(file, records())}>CSV</Menu.Item>
        <Menu.Item onClick={() => saveJson(file, records())}>JSON</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function saveCsv(file: string, records: readonly ExportRecord[]): void {
  const columns = Object.keys(records[0] ?? {});
  const rows = records.map((record) => columns.map((column) => record[column] ?? null));
  downloadText(fileName(file, 'csv'), 'text/csv', toCsv(columns, rows));
}

function saveJson(file: string, records: readonly ExportRecord[]): void {
  downloadText(fileName(file, 'json'), 'application/json', `${JSON.stringify(records, null, 2)}\n`);
}

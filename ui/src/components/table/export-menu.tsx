import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { WholeFormat } from '../../data/export-addresses.ts';
import { toCsv } from '../../export/csv.ts';
import { downloadAddress, downloadText, fileName } from '../../export/download.ts';

/** Raw values: times as ISO text, durations in milliseconds. */
export type ExportRecord = Readonly<Record<string, string | number | null>>;

/** The rows that are shown. */
interface ShownRows {
  /** Name of the files, without its ending. */
  readonly file: string;
  /** Asked when a file is wanted. */
  readonly records: () => readonly ExportRecord[];
}

/** All rows, made by the server. */
export interface WholeExport {
  /** `All requests`. */
  readonly title: string;
  readonly formats: readonly WholeFormat[];
  /** Asked when a file is wanted. */
  readonly address: (format: WholeFormat) => string;
}

const FORMAT_WORDS: Readonly<Record<WholeFormat, string>> = { csv: 'CSV', json: 'JSON', ndjson: 'JSON lines' };

interface ExportMenuProps extends Partial<ShownRows> {
  readonly disabled: boolean;
  readonly whole?: WholeExport;
}

/** The rows of a table as a file. */
export function ExportMenu({ file, records, disabled, whole }: ExportMenuProps) {
  const shown = file === undefined || records === undefined ? null : { file, records };
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
        {shown !== null && (
          <>
            {whole !== undefined && <Menu.Label>This page</Menu.Label>}
            <Menu.Item onClick={() => saveCsv(shown)}>CSV</Menu.Item>
            <Menu.Item onClick={() => saveJson(shown)}>JSON</Menu.Item>
          </>
        )}
        {whole !== undefined && (
          <>
            <Menu.Label>{whole.title}</Menu.Label>
            {whole.formats.map((format) => (
              <Menu.Item
                key={format}
                aria-label={`${whole.title} as ${FORMAT_WORDS[format]}`}
                onClick={() => downloadAddress(whole.address(format))}
              >
                {FORMAT_WORDS[format]}
              </Menu.Item>
            ))}
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function saveCsv({ file, records }: ShownRows): void {
  const rows = records();
  const columns = Object.keys(rows[0] ?? {});
  const cells = rows.map((record) => columns.map((column) => record[column] ?? null));
  downloadText(fileName(file, 'csv'), 'text/csv', toCsv(columns, cells));
}

function saveJson({ file, records }: ShownRows): void {
  downloadText(fileName(file, 'json'), 'application/json', `${JSON.stringify(records(), null, 2)}\n`);
}

import { type CsvCell, csvLine } from './csv.ts';
import type { ExportFormat } from './export-format.ts';

interface Encoding<Row> {
  readonly format: ExportFormat;
  /** Lists the rows in JSON: `requests`. */
  readonly noun: string;
  /** In this order; fields that hold more than a cell can are not among them. */
  readonly columns: readonly (keyof Row & string)[];
}

/**
 * One chunk per page, also of an empty one: whoever waits then sees that the search goes on.
 * Memory holds one page, however many there are.
 */
export async function* encodeRows<Row extends object>(
  pages: AsyncIterable<readonly Row[]>,
  encoding: Encoding<Row>,
): AsyncGenerator<Uint8Array, void> {
  const { format, noun, columns } = encoding;
  let head = headOf(format, noun, columns);
  let isFirst = true;
  for await (const page of pages) {
    yield encode(head + rowsText(page, encoding, isFirst));
    head = '';
    isFirst &&= page.length === 0;
  }
  yield encode(head + (format === 'json' ? '\n]}\n' : ''));
}

function headOf(format: ExportFormat, noun: string, columns: readonly string[]): string {
  if (format === 'csv') return csvLine(columns);
  return format === 'json' ? `{"${noun}":[` : '';
}

function rowsText<Row extends object>(
  rows: readonly Row[],
  { format, columns }: Encoding<Row>,
  isFirst: boolean,
): string {
  if (format === 'csv')
    return rows.map((row) => csvLine(columns.map((column) => (row[column] as CsvCell | undefined) ?? null))).join('');
  if (format === 'ndjson') return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  return rows.map((row, at) => `${isFirst && at === 0 ? '\n' : ',\n'}${JSON.stringify(row)}`).join('');
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

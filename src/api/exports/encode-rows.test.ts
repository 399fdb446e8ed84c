import { expect, test } from 'vitest';
import { encodeRows } from './encode-rows.ts';
import type { ExportFormat } from './export-format.ts';

interface Row {
  readonly name: string;
  readonly more: readonly number[];
}

async function* pages(rows: readonly (readonly Row[])[]): AsyncGenerator<readonly Row[], void> {
  yield* rows;
}

async function encoded(format: ExportFormat, rows: readonly (readonly Row[])[]): Promise<readonly string[]> {
  const chunks: string[] = [];
  for await (const chunk of encodeRows(pages(rows), { format, noun: 'rows', columns: ['name'] }))
    chunks.push(new TextDecoder().decode(chunk));
  return chunks;
}

const ROWS = [[], [{ name: 'a', more: [1] }], [], [{ name: 'é', more: [] }]];

test('csv has a header, also without rows', async () => {
  expect((await encoded('csv', ROWS)).join('')).toBe('name\r\na\r\né\r\n');
  expect((await encoded('csv', [])).join('')).toBe('name\r\n');
});

test('json is one document whatever the pages', async () => {
  for (const rows of [ROWS, [[]], []])
    expect(JSON.parse((await encoded('json', rows)).join(''))).toEqual({ rows: rows.flat() });
});

test('ndjson has one object per line', async () => {
  const lines = (await encoded('ndjson', ROWS)).join('').trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual(ROWS.flat());
});

test('every page is a chunk, so that whoever waits for a rare row sees that the search goes on', async () => {
  expect(await encoded('ndjson', ROWS)).toHaveLength(ROWS.length + 1);
});

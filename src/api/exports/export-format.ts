import { attachment } from '../downloads/download.ts';
import { type JsonSchema, text } from '../openapi/json-schema.ts';
import { ref } from '../openapi/schemas.ts';
import { oneChoice } from '../query/one-choice.ts';
import type { QueryPart } from '../query/query-part.ts';

export type ExportFormat = 'csv' | 'json' | 'ndjson';

const CONTENT_TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  json: 'application/json',
  ndjson: 'application/x-ndjson',
};

const MEANING =
  '`csv`: a header line, then a line per row; `json`: one object; `ndjson`: an object per row, each on a line.';

export const exportFormat: QueryPart<ExportFormat> = oneChoice('format', MEANING, ['csv', 'json', 'ndjson']);

/** Of what does not fit into cells. */
export const nestedFormat: QueryPart<'json' | 'ndjson'> = oneChoice('format', MEANING, ['ndjson', 'json']);

export function exportHeaders(name: string, format: ExportFormat): Readonly<Record<string, string>> {
  return { 'content-type': CONTENT_TYPES[format], ...attachment(`${name}.${format}`) };
}

/** What the OpenAPI document says of an export: `row` is the schema of one row, `noun` the field that lists them in JSON. */
export function exportContents(
  noun: string,
  row: string,
  formats: readonly ExportFormat[] = ['csv', 'json', 'ndjson'],
): Readonly<Record<string, JsonSchema>> {
  const rows: JsonSchema = { type: 'array', items: ref(row) };
  const schemas: Readonly<Record<ExportFormat, JsonSchema>> = {
    csv: text,
    json: { type: 'object', properties: { [noun]: rows }, required: [noun], additionalProperties: false },
    ndjson: { ...ref(row), description: 'Of each line.' },
  };
  return Object.fromEntries(formats.map((format) => [CONTENT_TYPES[format].split(';', 1)[0] ?? '', schemas[format]]));
}

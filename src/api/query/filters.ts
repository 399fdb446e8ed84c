import { FILTERS, type FilterDimension, type MetricsQuery } from '../../model/metrics-query.ts';
import type { ParameterDescription, QueryPart } from './query-part.ts';
import type { QueryReader } from './query-reader.ts';

export type Filters = MetricsQuery['filters'];
type ParameterNames = Readonly<Record<FilterDimension, string>>;

const MAX_VALUES = 200;
/** Instead of a group or an address: requests that have none. Storage asks for those by the empty text. */
const NONE = '(none)';
/** Told by number. */
const IDS: ReadonlySet<FilterDimension> = new Set(['endpoint', 'instance']);

const DESCRIPTIONS: Readonly<Record<FilterDimension, string>> = {
  endpoint: 'Ids of endpoints, comma-separated or repeated.',
  version: 'Versions of the app, comma-separated or repeated.',
  group: 'A group, or `(none)`; repeat the parameter for several, since groups may contain commas.',
  ip: 'Client addresses, or `(none)`, comma-separated or repeated.',
  instance: 'Numbers of instances (processes), comma-separated or repeated.',
  statusCode: 'Status codes (500) or classes (5xx), comma-separated or repeated.',
};

/** `filter.endpoint`, `filter.version`, …: the values of one dimension mean *any of them*. */
export const filters: QueryPart<Filters> = filtersNamed({
  endpoint: 'filter.endpoint',
  version: 'filter.version',
  group: 'filter.group',
  ip: 'filter.ip',
  instance: 'filter.instance',
  statusCode: 'filter.statusCode',
});

/** The same by plain names, as lists of requests take them. */
export const requestFilters: QueryPart<Filters> = filtersNamed({
  endpoint: 'endpoint',
  version: 'version',
  group: 'group',
  ip: 'ip',
  instance: 'instance',
  statusCode: 'status',
});

export function filtersNamed(names: ParameterNames): QueryPart<Filters> {
  return {
    parameters: FILTERS.map((dimension) => describe(dimension, names[dimension])),
    read(reader) {
      const given = FILTERS.map((dimension) => [dimension, readFilter(reader, dimension, names[dimension])] as const);
      return Object.fromEntries(given.filter(([, values]) => values.length > 0));
    },
  };
}

function readFilter(reader: QueryReader, dimension: FilterDimension, name: string): readonly (string | number)[] {
  const values = dimension === 'group' ? [...new Set(reader.all(name))] : reader.list(name);
  if (values.length > MAX_VALUES) reader.reject(name, `${values.length} values`, `at most ${MAX_VALUES} values`);
  if (IDS.has(dimension)) return values.map((value) => readId(reader, name, value));
  if (dimension === 'statusCode') return [...new Set(values.flatMap((value) => readStatusCodes(reader, name, value)))];
  if (dimension === 'group' || dimension === 'ip') return values.map((value) => (value === NONE ? '' : value));
  return values;
}

function readId(reader: QueryReader, name: string, value: string): number {
  if (!/^\d{1,15}$/.test(value)) reader.reject(name, value, `ids of ${name.replace(/^filter\./, '')}s`);
  return Number(value);
}

function readStatusCodes(reader: QueryReader, name: string, value: string): readonly number[] {
  if (/^[1-9]\d\d$/.test(value)) return [Number(value)];
  if (/^[1-9]xx$/i.test(value)) return Array.from({ length: 100 }, (_, rest) => Number(value[0]) * 100 + rest);
  reader.reject(name, value, 'status codes such as 404, or classes such as 5xx');
  return [];
}

function describe(dimension: FilterDimension, name: string): ParameterDescription {
  const type = IDS.has(dimension) ? 'integer' : 'string';
  return { name, description: DESCRIPTIONS[dimension], schema: { type: 'array', items: { type } } };
}

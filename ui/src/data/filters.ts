/** Dimensions that storage can filter by, as in the URL. */
export const STORED_FILTERS = ['version', 'group', 'ip', 'statusCode', 'instance'] as const;
export type StoredFilter = (typeof STORED_FILTERS)[number];

/** One value each: what the person looks at now. */
export type Filters = Readonly<Partial<Record<StoredFilter, string>>>;

export type FilterName = StoredFilter | 'method';

export const FILTER_NAMES: readonly FilterName[] = [...STORED_FILTERS, 'method'];

export const FILTER_LABELS: Readonly<Record<FilterName, string>> = {
  version: 'Version',
  group: 'Group',
  ip: 'IP address',
  statusCode: 'Status code',
  instance: 'Process',
  method: 'Method',
};

/** The value that asks for requests without a group or address, as the API knows it. */
export const NONE = '(none)';

const NONE_LABELS: Readonly<Partial<Record<FilterName, string>>> = { group: 'No user', ip: 'No address' };

/** As people read a value of the filter. */
export function filterText(name: FilterName, value: string): string {
  return (value === NONE ? NONE_LABELS[name] : undefined) ?? value;
}

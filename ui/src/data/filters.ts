/** Dimensions that storage can filter by, as in the URL. */
export const STORED_FILTERS = ['version', 'group', 'ip', 'statusCode'] as const;
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
  method: 'Method',
};

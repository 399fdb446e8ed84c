import type { TimeRange } from '../../../src/model/time-range.ts';
import { isoRange } from './api-client.ts';
import type { Filters } from './filters.ts';
import { addressOf } from './transport.ts';

export type WholeFormat = 'csv' | 'json' | 'ndjson';

/** Addresses of files with all rows, however many, for links. */
export const exportAddresses = {
  requests(
    { endpoint, range, filters }: { readonly endpoint?: number; readonly range: TimeRange; readonly filters: Filters },
    format: WholeFormat,
  ): string {
    const { version, group, ip, statusCode } = filters;
    return addressOf('export/requests', {
      ...{ endpoint, ...isoRange(range), version, group, ip, status: statusCode, format },
    });
  },
  details(
    what: 'outliers' | 'profiles',
    {
      endpoint,
      range,
      version,
    }: { readonly endpoint: number; readonly range: TimeRange; readonly version: string | undefined },
    format: WholeFormat,
  ): string {
    return addressOf(`export/${what}`, { endpoint, ...isoRange(range), version, format });
  },
} as const;

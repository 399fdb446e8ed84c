import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { ReportAnswer } from '../../../src/api/contract.ts';
import { queryKeys } from './query-keys.ts';
import { get, type QueryValues } from './transport.ts';

/** Null while it is not chosen yet what is compared. */
export function useReport(query: QueryValues | null): UseQueryResult<ReportAnswer> {
  return useQuery({
    queryKey: queryKeys.report(query),
    queryFn: ({ signal }) => get<ReportAnswer>('report', query ?? {}, signal),
    enabled: query !== null,
    placeholderData: keepPreviousData,
  });
}

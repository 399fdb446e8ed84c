import { useQuery } from '@tanstack/react-query';
import type { CodeLinksAnswer } from '../../../src/api/contract.ts';
import { fetchCodeLinks } from './api-client.ts';
import { preference, usePreference } from './preference.ts';
import { queryKeys } from './query-keys.ts';

/** Does not change while the app runs. */
export function useCodeLinks(): CodeLinksAnswer | undefined {
  return useQuery({
    queryKey: queryKeys.codeLinks,
    queryFn: ({ signal }) => fetchCodeLinks(signal),
    staleTime: Number.POSITIVE_INFINITY,
  }).data;
}

export type CodeOpener = 'editor' | 'host';

const opener = preference<CodeOpener>('code-opener', ['editor', 'host'], 'editor');

/** Where this person wants to open lines of code. */
export function useCodeOpener(): readonly [CodeOpener, (value: CodeOpener) => void] {
  return usePreference(opener);
}

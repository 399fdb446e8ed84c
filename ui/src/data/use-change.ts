import { type QueryKey, type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';

/** Afterwards nothing counts that was known under these keys; what the change itself answered is kept by nobody. */
export function useChange<Change, Result>(
  change: (change: Change) => Promise<Result>,
  ...outdated: readonly QueryKey[]
): UseMutationResult<Result, Error, Change> {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    // Answers may hold a secret, which else would stay in memory for as long as the page is open.
    gcTime: 0,
    onSettled: () => Promise.all(outdated.map((queryKey) => queryClient.invalidateQueries({ queryKey }))),
  });
}

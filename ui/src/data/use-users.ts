import {
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { SessionAnswer } from '../../../src/api/contract.ts';
import type { PasswordBody, UserBody, UserChangeBody, UsersAnswer } from '../../../src/api/user-contract.ts';
import { queryKeys } from './query-keys.ts';
import { useChange } from './use-change.ts';
import { changeOwnPassword, changeUser, createUser, fetchUsers, removeUser } from './user-client.ts';

export function useUsers(): UseQueryResult<UsersAnswer> {
  return useQuery({ queryKey: queryKeys.users, queryFn: ({ signal }) => fetchUsers(signal) });
}

export function useCreateUser(): UseMutationResult<void, Error, UserBody> {
  return useChange(createUser, queryKeys.users);
}

export type UserChange = UserChangeBody & { readonly id: number };

export function useChangeUser(): UseMutationResult<void, Error, UserChange> {
  return useChange(({ id, ...change }: UserChange) => changeUser(id, change), queryKeys.users);
}

export function useRemoveUser(): UseMutationResult<void, Error, number> {
  return useChange(removeUser, queryKeys.users);
}

/** The page goes on with the new session. */
export function useChangeOwnPassword(): UseMutationResult<SessionAnswer, Error, PasswordBody> {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: changeOwnPassword,
    onSuccess: (session) => {
      queryClient.setQueryData(queryKeys.session, session);
      return queryClient.invalidateQueries({ queryKey: queryKeys.users });
    },
  });
}

import type { LoginBody, SessionAnswer } from '../../../src/api/contract.ts';
import type {
  CurrentSessionAnswer,
  PasswordBody,
  UserBody,
  UserChangeBody,
  UsersAnswer,
} from '../../../src/api/user-contract.ts';
import { unreachable } from './api-error.ts';
import { get, setCsrfToken, write, writeAlone } from './transport.ts';

/** Null when nobody is signed in. */
export async function fetchSession(signal?: AbortSignal): Promise<SessionAnswer | null> {
  const { session } = await get<CurrentSessionAnswer>('session', {}, signal);
  setCsrfToken(session?.csrfToken ?? null);
  return session;
}

export function signIn(body: LoginBody): Promise<SessionAnswer> {
  return adopt(write('POST', 'login', body));
}

export async function signOut(): Promise<void> {
  await write('POST', 'logout', null);
  setCsrfToken(null);
}

export function changeOwnPassword(body: PasswordBody): Promise<SessionAnswer> {
  return adopt(writeAlone('password', body));
}

export function fetchUsers(signal?: AbortSignal): Promise<UsersAnswer> {
  return get('users', {}, signal);
}

export async function createUser(body: UserBody): Promise<void> {
  await write('POST', 'users', body);
}

export async function changeUser(id: number, change: UserChangeBody): Promise<void> {
  await write('PATCH', `users/${id}`, change);
}

export async function removeUser(id: number): Promise<void> {
  await write('DELETE', `users/${id}`, null);
}

async function adopt(opened: Promise<SessionAnswer | null>): Promise<SessionAnswer> {
  const session = await opened;
  if (session === null) throw unreachable();
  setCsrfToken(session.csrfToken);
  return session;
}

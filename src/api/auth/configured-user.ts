import type { User } from '../../model/user.ts';
import type { AuthStore } from '../../storage/auth-store.ts';
import type { ApiSettings } from '../api-context.ts';
import { hashPassword, verifyPassword } from './password-hash.ts';

type Credentials = Pick<ApiSettings, 'username' | 'password'>;

export function hasConfiguredUser({ username, password }: Credentials): boolean {
  return username !== null && password !== null;
}

/** Whether the options set this user's password and role. */
export function isConfiguredUser(credentials: Credentials, username: string): boolean {
  return hasConfiguredUser(credentials) && credentials.username === username;
}

/**
 * Makes the configured username and password those of an admin, also when they were changed since the user was
 * stored. Other users stay as they are. Null when none are configured.
 */
export async function saveConfiguredUser(store: AuthStore, { username, password }: Credentials): Promise<User | null> {
  if (username === null || password === null) return null;
  const current = await findCurrent(store, username, password);
  if (current !== null) return current;
  const passwordHash = await hashPassword(password);
  // Hashing takes long enough for another starting process to be first; a second hash would end its sessions.
  return (await findCurrent(store, username, password)) ?? store.saveUser({ username, role: 'admin', passwordHash });
}

async function findCurrent(store: AuthStore, username: string, password: string): Promise<User | null> {
  const stored = await store.findUser(username);
  if (stored?.role !== 'admin' || stored.passwordHash === null) return null;
  return (await verifyPassword(password, stored.passwordHash)) ? stored : null;
}

import type { User } from '../../model/user.ts';
import type { AuthStore } from '../../storage/storage.ts';
import type { ApiSettings } from '../api-context.ts';
import { hashPassword, verifyPassword } from './password-hash.ts';

type Credentials = Pick<ApiSettings, 'username' | 'password'>;

export function hasConfiguredUser({ username, password }: Credentials): boolean {
  return username !== null && password !== null;
}

/**
 * Makes the configured username and password those of an admin, also when they were changed since the user was
 * stored. Other users stay as they are. Null when none are configured.
 */
export async function saveConfiguredUser(store: AuthStore, { username, password }: Credentials): Promise<User | null> {
  if (username === null || password === null) return null;
  const stored = await store.findUser(username);
  const isCurrent =
    stored?.role === 'admin' && stored.passwordHash !== null && (await verifyPassword(password, stored.passwordHash));
  return isCurrent ? stored : store.saveUser({ username, role: 'admin', passwordHash: await hashPassword(password) });
}

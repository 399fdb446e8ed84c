import type { Selectable } from 'kysely';
import type { User } from '../../model/user.ts';
import type { UserTable } from './account-tables.ts';

export function userOf({ id, username, role, password_hash }: Selectable<UserTable>): User {
  return { id, username, role, passwordHash: password_hash };
}

import type { Role, User } from '../model/user.ts';

/**
 * The users, as admins change them. Whatever would leave users with a password but no admin among them answers
 * `last-admin` and changes nothing, also when several processes ask at the same time.
 */
export interface UserBook {
  /** By name. */
  list(): Promise<readonly User[]>;
  create(user: Omit<User, 'id'>): Promise<User | 'taken' | 'last-admin'>;
  /** Ends the user's sessions if anything changes. */
  change(id: number, change: UserChange): Promise<User | 'not-found' | 'last-admin'>;
  /** With the sessions. */
  remove(id: number): Promise<'removed' | 'not-found' | 'last-admin'>;
}

export interface UserChange {
  readonly role?: Role;
  readonly passwordHash?: string;
}

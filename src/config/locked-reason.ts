import type { ResolvedOptions } from './options.ts';

/**
 * Why the dashboard may not open, or null when it may. The app is monitored either way: a weak login must not
 * become a reason for production to be down.
 */
export function lockedReason(options: Pick<ResolvedOptions, 'production' | 'username' | 'password'>): string | null {
  const { production, username, password } = options;
  if (!production) return null;
  if (username === null || password === null) {
    return 'With NODE_ENV=production a username and a password must be configured.';
  }
  if (username === 'admin' && password === 'admin') {
    return 'With NODE_ENV=production the password of "admin" must not be "admin".';
  }
  return null;
}

import { createHash } from 'node:crypto';
import type { EpochMillis } from '../../model/clock.ts';
import type { AuthStore } from '../../storage/auth-store.ts';
import { ApiProblem } from '../problem.ts';

const WINDOW_MILLIS = 15 * 60_000;
/** Of one user from one address: somebody guesses a password. */
const MAX_PER_USER = 5;
/** Of one address: somebody tries one password on many users. */
const MAX_PER_ADDRESS = 20;

interface LimitedKey {
  readonly key: string;
  readonly max: number;
  /**
   * Those of an address stay: else whoever has any account could sign in between guesses at others' and never
   * be stopped.
   */
  readonly forgottenAtSuccess: boolean;
}

/** What a sign-in counts against. `username` is null for a login link. */
export function limitedKeys(username: string | null, address: string | null): readonly LimitedKey[] {
  const network = networkOf(address);
  const ofAddress = { key: digest('address', network), max: MAX_PER_ADDRESS, forgottenAtSuccess: false };
  if (username === null) return [ofAddress];
  return [
    { key: digest('user', username.toLowerCase(), network), max: MAX_PER_USER, forgottenAtSuccess: true },
    ofAddress,
  ];
}

/** What a wrong API token counts against. */
export function limitedTokenKeys(address: string | null): readonly LimitedKey[] {
  return [{ key: digest('token', networkOf(address)), max: MAX_PER_ADDRESS, forgottenAtSuccess: false }];
}

/** @throws ApiProblem 429 while any of the keys has used up its failures. */
export async function refuseTooMany(store: AuthStore, keys: readonly LimitedKey[], now: EpochMillis): Promise<void> {
  for (const { key, max } of keys) {
    const { count, until } = await store.loginFailures(key, now);
    if (count >= max) throw tooManyLogins(Math.max(1, Math.ceil((until - now) / 1000)));
  }
}

export async function countFailure(store: AuthStore, keys: readonly LimitedKey[], now: EpochMillis): Promise<void> {
  for (const { key } of keys) await store.addLoginFailure(key, now, WINDOW_MILLIS);
}

export async function forgetFailures(store: AuthStore, keys: readonly LimitedKey[]): Promise<void> {
  for (const { key, forgottenAtSuccess } of keys) if (forgottenAtSuccess) await store.clearLoginFailures(key);
}

export function tooManyLogins(retryAfterSeconds: number): ApiProblem {
  const detail = `Too many attempts to sign in; try again in ${retryAfterSeconds} seconds.`;
  return new ApiProblem(429, 'too-many-logins', detail, { headers: { 'retry-after': String(retryAfterSeconds) } });
}

/** Hashed: people type passwords into the username field, and keys have a bounded length in storage. */
function digest(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** Whoever has one IPv6 address has a /64 of them. */
function networkOf(address: string | null): string {
  if (address === null || !address.includes(':') || address.includes('.')) return address ?? 'unknown';
  const [head = '', tail] = address.toLowerCase().split('::', 2);
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  return [...left, ...zeros, ...right].slice(0, 4).join(':');
}

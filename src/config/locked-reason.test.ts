import { expect, it } from 'vitest';
import { lockedReason } from './locked-reason.ts';

it.each([
  [false, null, null, null],
  [false, 'admin', 'admin', null],
  [true, null, null, 'a password must be configured'],
  [true, 'admin', 'admin', 'must not be "admin"'],
  [true, 'admin', 'correct horse', null],
  [true, 'ann', 'admin', null],
])('production %s with %s and %s locks: %s', (production, username, password, reason) => {
  const locked = lockedReason({ production, username, password });
  expect(locked).toEqual(reason === null ? null : expect.stringContaining(reason));
});

import { expect, test } from 'vitest';
import { limitedKeys } from './login-limits.ts';

const keys = (username: string | null, address: string | null): readonly string[] =>
  limitedKeys(username, address).map(({ key }) => key);

test('attempts are told apart by user and address', () => {
  const [user, address] = keys('ada', '10.0.0.1');
  expect(keys('bob', '10.0.0.1')).toEqual([expect.not.stringContaining(user ?? ''), address]);
  expect(keys('ada', '10.0.0.2')).not.toContain(user);
  expect(keys(null, '10.0.0.1')).toEqual([address]);
});

test('writing a name in capitals gives no new attempts', () => {
  expect(keys('ADA', '10.0.0.1')).toEqual(keys('ada', '10.0.0.1'));
});

test('keys show neither name nor address, and are short', () => {
  for (const key of keys('hunter2'.repeat(100), '10.0.0.1')) expect(key).toMatch(/^[0-9a-f]{64}$/);
});

test('all addresses of one IPv6 network are one', () => {
  expect(keys('ada', '2001:db8::1')).toEqual(keys('ada', '2001:0db8:0:0:ffff:ffff:ffff:ffff'.replace('0db8', 'db8')));
  expect(keys('ada', '2001:db8::1')).not.toEqual(keys('ada', '2001:db8:0:1::1'));
  expect(keys('ada', '::1')).not.toEqual(keys('ada', '::ffff:10.0.0.1'));
  expect(keys('ada', '::ffff:10.0.0.1')).not.toEqual(keys('ada', '::ffff:10.0.0.2'));
});

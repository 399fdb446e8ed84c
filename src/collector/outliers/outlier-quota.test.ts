import { expect, it } from 'vitest';
import { OutlierQuota } from './outlier-quota.ts';

it('allows so many of each endpoint in each minute', () => {
  const time = { now: 0 };
  const quota = new OutlierQuota(2, { now: () => 0, monotonic: () => time.now });
  const [one, other] = [
    { method: 'GET', route: '/one' },
    { method: 'GET', route: '/other' },
  ];
  expect([quota.take(one), quota.take(one), quota.take(one), quota.take(other)]).toEqual([true, true, false, true]);
  time.now += 61_000;
  expect(quota.take(one)).toBe(true);
});

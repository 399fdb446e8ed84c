import { describe, expect, it } from 'vitest';
import { TokenBucket } from './token-bucket.ts';

describe('TokenBucket', () => {
  it('gives what it holds, and more as time goes by', () => {
    const bucket = new TokenBucket(10, 2, 0);
    expect(bucket.has(2, 0)).toBe(true);
    bucket.spend(2);
    expect(bucket.has(1, 50)).toBe(false);
    expect(bucket.has(1, 100)).toBe(true);
    expect(bucket.has(3, 10_000)).toBe(false);
  });

  it('works off what was spent beyond its means, down to the limit of debt', () => {
    const bucket = new TokenBucket(1000, 100, 0);
    bucket.spend(600);
    expect(bucket.has(0, 499)).toBe(false);
    expect(bucket.has(0, 500)).toBe(true);
    bucket.spend(10_000, 50);
    expect(bucket.has(0, 549)).toBe(false);
    expect(bucket.has(0, 550)).toBe(true);
  });
});

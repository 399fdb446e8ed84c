import { describe, expect, it } from 'vitest';
import { extentOf, logShare } from './extent.ts';

describe('the place of a value between the smallest and the largest', () => {
  it('is by ratio', () => {
    const extent = extentOf([10, null, 1000, 100]);
    expect(extent).toEqual({ least: 10, most: 1000 });
    expect([10, 100, 1000].map((value) => logShare(value, extent))).toEqual([0, 0.5, 1]);
  });

  it('is the strongest where all are equal, and the palest where there is none', () => {
    expect(logShare(7, extentOf([7, 7]))).toBe(1);
    expect(logShare(null, extentOf([7]))).toBe(0);
    expect(logShare(0, extentOf([0, 7]))).toBe(0);
  });
});

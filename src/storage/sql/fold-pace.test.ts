import { expect, test } from 'vitest';
import { FoldPace } from './fold-pace.ts';

test('folds are as large as allowed until one was slow', () => {
  const pace = new FoldPace();
  expect(pace.most(40_000)).toBe(40_000);
  pace.stored(40_000, 100);
  expect(pace.most(40_000)).toBe(40_000);
});

test('on a slow machine folds become so small that others wait for 180 ms', () => {
  const pace = new FoldPace();
  for (let fold = 0; fold < 10; fold += 1) pace.stored(40_000, 360);
  expect(pace.most(40_000)).toBeCloseTo(20_000, -2);
  for (let fold = 0; fold < 20; fold += 1) pace.stored(20_000, 60);
  expect(pace.most(40_000)).toBe(40_000);
});

test('the first fold counts half, as its code was not compiled yet', () => {
  const pace = new FoldPace();
  pace.stored(40_000, 360);
  expect(pace.most(40_000)).toBe(40_000);
  pace.stored(40_000, 360);
  expect(pace.most(40_000)).toBeLessThan(40_000);
});

test('one fold that waited for the disk hardly matters, and few rollups say nothing', () => {
  const pace = new FoldPace();
  for (let fold = 0; fold < 10; fold += 1) pace.stored(40_000, 180);
  pace.stored(40_000, 5000);
  expect(pace.most(40_000)).toBeGreaterThan(20_000);
  pace.stored(100, 5000);
  expect(pace.most(40_000)).toBeGreaterThan(20_000);
  for (let fold = 0; fold < 30; fold += 1) pace.stored(40_000, 60_000);
  expect(pace.most(40_000)).toBe(2000);
});

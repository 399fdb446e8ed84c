import { describe, expect, it } from 'vitest';
import { formatBytes } from './bytes.ts';
import { formatCount } from './count.ts';
import { formatDuration, formatDurationTick } from './duration.ts';
import { formatChange, formatPercent } from './percent.ts';
import { formatAge, formatClock, formatExact } from './time.ts';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('formatDuration', () => {
  it.each([
    [null, '–'],
    [0, '0 ms'],
    [0.0421, '42.1 µs'],
    [0.85, '850 µs'],
    [0.9999, '1.00 ms'],
    [12.44, '12.4 ms'],
    [999.6, '1.00 s'],
    [1250, '1.25 s'],
    [59_990, '1.00 min'],
    [90_000, '1.50 min'],
    [7_200_000, '2.00 h'],
  ])('%s ms reads %s', (millis, text) => {
    expect(plain(formatDuration(millis))).toBe(text);
  });
});

describe('formatDurationTick', () => {
  it.each([
    [0, '0'],
    [0.5, '500 µs'],
    [10, '10 ms'],
    [2000, '2 s'],
  ])('%s ms reads %s', (millis, text) => {
    expect(plain(formatDurationTick(millis))).toBe(text);
  });
});

describe('formatCount', () => {
  it.each([
    [undefined, '–'],
    [0, '0'],
    [999, '999'],
    [1000, '1 k'],
    [1234, '1.2 k'],
    [99_960, '100 k'],
    [999_999, '1 M'],
    [34_512_345, '34.5 M'],
    [0.333, '0.333'],
  ])('%s reads %s', (count, text) => {
    expect(plain(formatCount(count))).toBe(text);
  });
});

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [512, '512 B'],
    [999.6, '1 kB'],
    [1500, '1.5 kB'],
    [34_000_000, '34 MB'],
  ])('%s reads %s', (bytes, text) => {
    expect(plain(formatBytes(bytes))).toBe(text);
  });
});

describe('formatPercent', () => {
  it.each([
    [null, '–'],
    [0, '0 %'],
    [0.00001, '< 0.01 %'],
    [0.0004, '0.04 %'],
    [0.032, '3.2 %'],
    [0.576, '58 %'],
    [1, '100 %'],
  ])('%s reads %s', (share, text) => {
    expect(plain(formatPercent(share))).toBe(text);
  });
});

describe('formatChange', () => {
  it.each([
    [1, '±0 %'],
    [1.0004, '±0 %'],
    [1.12, '+12 %'],
    [0.966, '−3.4 %'],
    [24.3, '×24'],
  ])('%s reads %s', (ratio, text) => {
    expect(plain(formatChange(ratio))).toBe(text);
  });
});

describe('times', () => {
  const noon = Date.UTC(2026, 2, 29, 12, 0, 5, 7);

  it('are written in the zone, with its offset at that time', () => {
    expect(formatClock(noon, 'UTC')).toBe('12:00');
    expect(formatClock(noon, 'Europe/Amsterdam')).toBe('14:00');
    expect(formatClock(noon - 86_400_000, 'Europe/Amsterdam')).toBe('13:00');
    expect(formatExact(noon, 'UTC')).toBe('29 Mar 2026, 12:00:05.007');
  });

  it.each([
    [0, 'now'],
    [12_000, '12 s ago'],
    [200_000, '3 min ago'],
    [7_300_000, '2 h ago'],
    [90 * 3_600_000, '3 d ago'],
  ])('%s ms ago reads %s', (millis, text) => {
    expect(plain(formatAge(noon - millis, noon))).toBe(text);
  });

  it('tell what never happened', () => {
    expect(formatAge(null, noon)).toBe('never');
  });
});

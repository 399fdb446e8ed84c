import { describe, expect, it } from 'vitest';
import { oldestFirst } from './version-order.ts';

const seen = (version: string, day: number) => ({
  version,
  firstSeen: `2026-11-0${day}T00:00:00Z`,
  lastSeen: `2026-11-0${day}T12:00:00Z`,
  requests: 1,
});

describe('versions', () => {
  it('are in the order in which they were first seen, not of their names', () => {
    expect(oldestFirst(['10', '9', 'a1b2'], [seen('9', 1), seen('10', 3), seen('a1b2', 2)])).toEqual([
      '9',
      'a1b2',
      '10',
    ]);
  });

  it('come last while nobody knows since when', () => {
    expect(oldestFirst(['new', '1'], [seen('1', 1)])).toEqual(['1', 'new']);
  });
});

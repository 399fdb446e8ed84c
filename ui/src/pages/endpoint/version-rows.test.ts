import { describe, expect, it } from 'vitest';
import { versionRows } from './version-rows.ts';

const seen = (version: string, day: number) => ({
  version,
  firstSeen: `2026-11-0${day}T00:00:00Z`,
  lastSeen: `2026-11-0${day}T12:00:00Z`,
  requests: 1,
});

describe('versions of an endpoint', () => {
  it('come newest first, each held against the one before it', () => {
    const rows = versionRows(
      [
        { version: '1', requests: 10, p50: 20 },
        { version: '3', requests: 30, p50: 15 },
        { version: '2', requests: 40, p50: 30 },
      ],
      [seen('1', 1), seen('2', 2), seen('3', 3)],
    );
    expect(rows.map(({ version, change, previousRequests }) => [version, change, previousRequests])).toEqual([
      ['3', 0.5, 40],
      ['2', 1.5, 10],
      ['1', null, 0],
    ]);
  });
});

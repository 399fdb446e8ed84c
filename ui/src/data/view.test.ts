import { describe, expect, it } from 'vitest';
import { baselineOf } from './comparison.ts';
import { lastOf, rangeOf, stepped } from './time-choice.ts';
import { comparisonSearch, parseSearch, parseView, stringifySearch, timeSearch } from './view.ts';

const NOW = Date.UTC(2026, 10, 3, 12);
const HOUR = 3_600_000;

function roundTrip(search: Record<string, string>): Record<string, string> {
  const view = parseView(search);
  return parseSearch(
    stringifySearch({
      ...timeSearch(view.time),
      ...comparisonSearch(view.comparison),
      ...view.filters,
      method: view.method,
    }),
  );
}

describe('a view in the URL', () => {
  it.each([
    { range: '24h' },
    { range: '7d', compare: 'week' },
    { from: '2026-11-01T00:00:00.000Z', to: '2026-11-02T00:00:00.000Z', compare: 'none' },
    {
      range: '24h',
      version: '1.0',
      group: '(User,3) & more',
      ip: '::1',
      statusCode: '5xx',
      method: 'GET',
      compare: 'version:1.0',
    },
  ])('is read and written the same: %o', (search) => {
    expect(roundTrip(search)).toEqual(search);
  });

  it('opens with the page’s own time when none was chosen', () => {
    const opening = lastOf('14d') ?? undefined;
    expect(parseView({}, opening).time).toMatchObject({ text: '14d' });
    expect(parseView({ range: '24h' }, opening).time).toMatchObject({ text: '24h' });
  });

  it('falls back to the last 24 hours when the times are no range', () => {
    expect(parseView({ from: '2026-11-02T00:00:00Z', to: '2026-11-01T00:00:00Z' }).time).toMatchObject({ text: '24h' });
    expect(parseView({ range: '0m' }).time).toMatchObject({ text: '24h' });
    expect(parseView({ range: 'soon' }).time).toMatchObject({ text: '24h' });
  });
});

describe('stepping in time', () => {
  const last = lastOf('6h');
  if (last === null) throw new Error('6h is a range');

  it('goes back by half the range, and forward to now again', () => {
    const back = stepped(last, -1, NOW);
    expect(rangeOf(back, NOW)).toEqual({ from: NOW - 9 * HOUR, to: NOW - 3 * HOUR });
    expect(stepped(back, 1, NOW)).toEqual(last);
    expect(stepped(back, 1, NOW + 10 * 60_000)).toEqual(last);
    expect(stepped(back, 1, NOW + HOUR)).toMatchObject({ kind: 'fixed' });
  });

  it('follows the clock for lengths that are no preset', () => {
    const fixed = { kind: 'fixed', from: NOW - 2 * HOUR, to: NOW } as const;
    expect(stepped(fixed, 1, NOW)).toEqual({ kind: 'last', text: '120m', millis: 2 * HOUR });
  });
});

describe('the baseline', () => {
  const range = { from: NOW - HOUR, to: NOW };

  it('is as long as the range', () => {
    expect(baselineOf({ kind: 'previous' }, range, null)?.range).toEqual({ from: NOW - 2 * HOUR, to: NOW - HOUR });
    expect(baselineOf({ kind: 'week' }, range, null)?.range).toEqual({ from: NOW - 169 * HOUR, to: NOW - 168 * HOUR });
  });

  it('of a version is the last time that it served', () => {
    const lastSeen = NOW - 50 * HOUR;
    const baseline = baselineOf({ kind: 'version', version: '1.0' }, range, lastSeen);
    expect(baseline).toEqual({ range: { from: lastSeen + 1 - HOUR, to: lastSeen + 1 }, version: '1.0' });
  });

  it('is nothing for a version that was never seen', () => {
    expect(baselineOf({ kind: 'version', version: '9' }, range, null)).toBeNull();
    expect(baselineOf({ kind: 'none' }, range, null)).toBeNull();
  });
});

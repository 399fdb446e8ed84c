import { describe, expect, test } from 'vitest';
import { ApiProblem } from '../problem.ts';
import { choices } from './choices.ts';
import { filters, filtersNamed } from './filters.ts';
import { limit } from './limit.ts';
import { type QueryPart, readQuery } from './query-part.ts';
import { chooseStep, step } from './step.ts';
import { timeRange } from './time-range.ts';
import { timezone } from './timezone.ts';

const NOW = Date.UTC(2026, 2, 10, 12);
const HOUR = 3_600_000;

function read<Value>(part: QueryPart<Value>, query: string): Value {
  return readQuery({ part }, query, NOW).part;
}

function errors(part: QueryPart<unknown>, query: string): string {
  try {
    read(part, query);
  } catch (error) {
    if (error instanceof ApiProblem)
      return (error.problem.errors ?? []).map(({ name, allowed }) => `${name}: ${allowed}`).join('\n');
    throw error;
  }
  return '';
}

describe('time range', () => {
  test.each([
    ['', NOW - 24 * HOUR, NOW],
    ['to=2026-03-01', Date.UTC(2026, 1, 28), Date.UTC(2026, 2, 1)],
    ['from=2026-03-10T10:00:00.500Z', Date.UTC(2026, 2, 10, 10, 0, 0, 500), NOW],
    ['from=2026-03-10T10:00', Date.UTC(2026, 2, 10, 10), NOW],
    ['from=2026-03-10T10:00:00+02:00', Date.UTC(2026, 2, 10, 8), NOW],
    ['from=2026-03-10T10:00:00%2B0530', Date.UTC(2026, 2, 10, 4, 30), NOW],
    [`from=${NOW - HOUR}&to=${NOW}`, NOW - HOUR, NOW],
    ['from=2016-03-12', Date.UTC(2016, 2, 12), NOW],
  ])('%j', (query, from, to) => {
    expect(read(timeRange, query)).toEqual({ from, to });
  });

  test.each([
    ['from=yesterday', 'from: ISO 8601'],
    ['from=2026-02-31', 'from: ISO 8601'],
    ['from=2026-03-10T25:00Z', 'from: ISO 8601'],
    ['from=-5', 'from: ISO 8601'],
    ['from=999999999999999', 'from: ISO 8601'],
    [`from=${NOW}&to=${NOW}`, 'from: must be before to'],
    ['from=2015-01-01', 'from: at most ten years before to'],
    ['from=1&from=2', 'from: give this parameter once'],
  ])('%j is refused', (query, message) => {
    expect(errors(timeRange, query)).toContain(message);
  });
});

describe('filters', () => {
  test('take lists, repetitions and classes of status codes', () => {
    expect(read(filters, 'filter.endpoint=3,4&filter.endpoint=5&filter.version=1.0,1.1')).toEqual({
      endpoint: [3, 4, 5],
      version: ['1.0', '1.1'],
    });
    const { statusCode = [] } = read(filters, 'filter.statusCode=404,5xx');
    expect([statusCode.length, statusCode[0], statusCode[1], statusCode.at(-1)]).toEqual([101, 404, 500, 599]);
  });

  test('leave commas in groups alone', () => {
    expect(read(filters, 'filter.group=(User,3)&filter.group=(User,4)')).toEqual({ group: ['(User,3)', '(User,4)'] });
    expect(read(filters, 'filter.group=(none)&filter.ip=(none),::1')).toEqual({ group: [''], ip: ['', '::1'] });
  });

  test('have other names elsewhere', () => {
    const named = filtersNamed({
      endpoint: 'endpoint',
      version: 'version',
      group: 'group',
      ip: 'ip',
      instance: 'instance',
      statusCode: 'status',
    });
    expect(read(named, 'status=500&ip=::1&instance=3,4')).toEqual({ statusCode: [500], ip: ['::1'], instance: [3, 4] });
  });

  test('name everything that is wrong at once', () => {
    const found = errors(filters, 'filter.endpoint=x&filter.statusCode=6000,abc&filter.user=1');
    expect(found.split('\n')).toEqual([
      expect.stringMatching(/^filter\.user: unknown/),
      expect.stringMatching(/^filter\.endpoint: ids/),
      expect.stringMatching(/^filter\.statusCode: status codes/),
      expect.stringMatching(/^filter\.statusCode: status codes/),
    ]);
  });

  test('are bounded in number', () => {
    const many = Array.from({ length: 201 }, (_, id) => id).join();
    expect(errors(filters, `filter.endpoint=${many}`)).toBe('filter.endpoint: at most 200 values');
  });
});

describe('unknown parameters', () => {
  test.each([
    ['limt=3', 'did you mean "limit"?'],
    ['Limit=3', 'did you mean "limit"?'],
    ['colour=red', 'known are limit'],
  ])('%j', (query, advice) => {
    expect(errors(limit({ fallback: 10, max: 100 }), query)).toContain(advice);
  });

  test('are told to go with their prefix', () => {
    expect(errors(filters, 'version=1')).toContain('did you mean "filter.version"?');
  });
});

describe('limit', () => {
  const part = limit({ fallback: 10, max: 100 });
  test.each([
    ['', 10],
    ['limit=', 10],
    ['limit=100', 100],
  ])('%j is %i', (query, rows) => {
    expect(read(part, query)).toBe(rows);
  });
  test.each(['limit=0', 'limit=101', 'limit=1.5', 'limit=-1', 'limit=1e2', 'limit=ten'])('%j is refused', (query) => {
    expect(errors(part, query)).toBe('limit: a whole number from 1 to 100');
  });
});

describe('choices', () => {
  const part = choices('metrics', ['p50', 'p95'], { description: '', fallback: ['p50'] });
  test('are taken in order, each once', () => {
    expect(read(part, 'metrics=p95,p50&metrics=p95')).toEqual(['p95', 'p50']);
    expect(read(part, '')).toEqual(['p50']);
    expect(errors(part, 'metrics=p42')).toBe('metrics: any of p50, p95');
  });
});

describe('time zone', () => {
  test('must be one that the runtime knows', () => {
    expect(read(timezone, 'timezone=Asia/Kolkata')).toBe('Asia/Kolkata');
    expect(read(timezone, '')).toBeNull();
    expect(errors(timezone, 'timezone=Mars/Olympus')).toContain('timezone: an IANA time zone');
  });
});

describe('step', () => {
  const range = (hours: number): { from: number; to: number } => ({ from: NOW - hours * HOUR, to: NOW });

  test.each([
    [1, '1m'],
    [2, '1m'],
    [10, '5m'],
    [24, '15m'],
    [7 * 24, '6h'],
    [30 * 24, '6h'],
    [90 * 24, '1d'],
    [3653 * 24, '1d'],
  ])('%i hours are cut to at most 120 buckets: %s', (hours, width) => {
    expect(chooseStep(range(hours), null)).toBe(width);
  });

  test('is as asked unless it makes too many buckets', () => {
    expect(chooseStep(range(24), read(step, 'step=1m'))).toBe('1m');
    expect(() => chooseStep(range(30 * 24), '1m')).toThrow('for this range one of 15m, 1h, 6h, 1d');
    expect(errors(step, 'step=2m')).toBe('step: one of 1m, 5m, 15m, 1h, 6h, 1d');
  });
});

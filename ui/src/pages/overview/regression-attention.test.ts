import { expect, test } from 'vitest';
import type { ApiRegression } from '../../../../src/api/contract.ts';
import { regressionAttention, reportSearch, withoutKnown } from './regression-attention.ts';

const SLOWER: ApiRegression = {
  ...{ id: 7, endpointId: 3, name: 'GET /books', question: 'latency', occasion: 'version' },
  ...{ since: '2026-03-10T12:00:00.000Z', version: '2.0' },
  baseline: {
    ...{ from: '2026-03-10T11:00:00.000Z', to: '2026-03-10T12:00:00.000Z' },
    version: '1.0',
    requests: 900,
    value: 20,
  },
  comparison: {
    ...{ from: '2026-03-10T12:00:00.000Z', to: '2026-03-10T12:32:00.000Z' },
    version: '2.0',
    requests: 600,
    value: 30,
  },
  ...{ effect: 1.5, interval: { low: 1.4, high: 1.6 }, pValue: 1e-30, lines: [] },
  ...{
    foundAt: '2026-03-10T12:32:05.000Z',
    judgedAt: '2026-03-10T12:32:05.000Z',
    resolvedAt: null,
    acknowledgedAt: null,
  },
};
const FAILING: ApiRegression = {
  ...{ ...SLOWER, id: 8, question: 'errorRate', occasion: 'day', version: null, since: '2026-03-09T00:00:00.000Z' },
  baseline: {
    ...{ from: '2026-03-02T00:00:00.000Z', to: '2026-03-03T00:00:00.000Z' },
    version: null,
    requests: 1000,
    value: 0,
  },
  comparison: {
    ...{ from: '2026-03-09T00:00:00.000Z', to: '2026-03-10T00:00:00.000Z' },
    version: null,
    requests: 1000,
    value: 0.2,
  },
  ...{ effect: 0.2, interval: { low: 0.18, high: 0.23 } },
};

function plain(text: string | undefined): string | undefined {
  return text?.replaceAll('\u00a0', ' ');
}

test('a regression says what changed, how surely, since when and against what', () => {
  const [slower, failing] = regressionAttention([SLOWER, FAILING], 'UTC');
  expect(plain(slower?.text)).toBe(
    'is slower: median 30.0 ms, was 20.0 ms (+50 %, 95 % interval +40 % to +60 %; 600 requests, 900 before), ' +
      'since version 2.0 of Tue, 10 Mar 2026, 12:00, against version 1.0',
  );
  expect(plain(failing?.text)).toBe(
    'fails 20 %, was 0 % (+20 pt, 95 % interval +18 pt to +23 pt; 1 k requests, 1 k before), ' +
      'on Mon, 9 Mar 2026, against Mon, 2 Mar 2026',
  );
  expect(failing?.weight).toBeGreaterThan(slower?.weight ?? 0);
});

test('its links show what was compared', () => {
  const [slower, failing] = regressionAttention([SLOWER, FAILING], 'UTC');
  expect(slower?.search).toMatchObject({
    ...{ from: '2026-03-10T12:00:00.000Z', to: '2026-03-10T12:32:00.000Z' },
    ...{ version: '2.0', compare: 'version:1.0' },
  });
  expect(failing?.search).toMatchObject({ from: '2026-03-09T00:00:00.000Z', compare: 'week', version: undefined });
  expect(reportSearch(SLOWER)).toEqual({ report: 'version', of: '2.0', against: '1.0' });
  expect(reportSearch(FAILING)).toMatchObject({ report: 'custom', baselineFrom: '2026-03-02T00:00:00.000Z' });
});

test('what the chosen time shows of the same is not said twice', () => {
  const item = (key: string) => ({ key, severity: 'error', endpointId: 3, title: '', text: '', weight: 1 }) as const;
  const items = [item('latency-3'), item('errors-3'), item('latency-4'), item('blocked-GET /')];
  expect(withoutKnown(items, [SLOWER]).map(({ key }) => key)).toEqual(['errors-3', 'latency-4', 'blocked-GET /']);
});

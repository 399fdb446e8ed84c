import { expect, test } from 'vitest';
import { prometheusText, single } from './metric-family.ts';

test('the text has help, type and one line per sample', () => {
  const samples = [
    { labels: { method: 'GET', route: '/users/:id' }, value: 3 },
    { suffix: '_bucket', labels: { le: '+Inf' }, value: Number.POSITIVE_INFINITY },
  ] as const;
  expect(prometheusText([{ name: 'a_total', type: 'counter', help: 'How many.', samples }])).toBe(
    '# HELP a_total How many.\n# TYPE a_total counter\na_total{method="GET",route="/users/:id"} 3\n' +
      'a_total_bucket{le="+Inf"} +Inf\n',
  );
});

test('what the format gives a meaning is escaped', () => {
  const family = { ...single('gauge', 'a', 'one\\two\nthree', 1), samples: [{ labels: { b: '"\\\n' }, value: 1 }] };
  expect(prometheusText([family])).toBe('# HELP a one\\\\two\\nthree\n# TYPE a gauge\na{b="\\"\\\\\\n"} 1\n');
});

test('what is not known is left out, and a family with nothing at all', () => {
  const samples = [
    { labels: { b: 'x' }, value: null },
    { labels: { b: 'y' }, value: 0 },
  ];
  const some = { ...single('gauge', 'some', 'Some.', 0), samples };
  expect(prometheusText([single('gauge', 'none', 'None.', null), some])).toBe(
    '# HELP some Some.\n# TYPE some gauge\nsome{b="y"} 0\n',
  );
});

import { expect, it } from 'vitest';
import { toCsv } from './csv.ts';

it('quotes what needs quotes, and leaves numbers alone', () => {
  const csv = toCsv(
    ['route', 'p95, ms'],
    [
      ['/a "b"', -1.5],
      [null, 2],
    ],
  );
  expect(csv).toBe('route,"p95, ms"\r\n"/a ""b""",-1.5\r\n,2\r\n');
});

it.each(['=cmd()', '+1', '-1', '@sum', '\tx'])('makes no formula of %j', (text) => {
  expect(toCsv(['x'], [[text]])).toContain(`'${text}`);
});

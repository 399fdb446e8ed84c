import { expect, test } from 'vitest';
import { csvLine } from './csv.ts';

test('quotes what needs quotes, and leaves numbers alone', () => {
  expect(csvLine(['/a "b"', 'x,y', 'two\r\nlines', -1.5, null, true])).toBe(
    '"/a ""b""","x,y","two\r\nlines",-1.5,,true\r\n',
  );
});

test.each(['=cmd()', '+1', '-1', '@sum', '\tx', '\rx'])('makes no formula of %j', (text) => {
  expect(csvLine([text])).toContain(`'${text}`);
});

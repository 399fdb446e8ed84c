import fc from 'fast-check';
import { expect, test } from 'vitest';
import { storedText } from './stored-text.ts';

test.each([
  ['plain', 'plain'],
  ['a\0b', 'ab'],
  ['ends in blanks  ', 'ends in blanks'],
  ['\ud83d alone', '\ufffd alone'],
  ['😀', '😀'],
  ['', ''],
])('%j is stored as %j', (text, stored) => {
  expect(storedText(text, 20)).toBe(stored);
});

test('is never longer than asked, and stays itself when stored again', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), fc.integer({ min: 1, max: 30 }), (text, length) => {
      const stored = storedText(text, length);
      expect(stored.length).toBeLessThanOrEqual(length);
      expect(storedText(stored, length)).toBe(stored);
      expect(stored).not.toMatch(/\0|\p{Surrogate}/u);
    }),
  );
});

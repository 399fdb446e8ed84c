import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePythonLiteral } from './python-literal.ts';

describe('parsePythonLiteral', () => {
  it.each<[string, unknown]>([
    ["{'main':'[0,97,255]',\n 'static':[255,153,0],}", { main: '[0,97,255]', static: [255, 153, 0] }],
    ['(1, 2.5, -3, 1e3, 0x1F, 1_000, .5,)', [1, 2.5, -3, 1000, 31, 1000, 0.5]],
    ['[True, False, None, true, false, null]', [true, false, null, true, false, null]],
    [String.raw`'it\'s "x" \x41\u00e9\n'`, 'it\'s "x" Aé\n'],
    ['{} # comment', {}],
    ['[ # comment\n 1]', [1]],
  ])('reads %s', (text, value) => {
    expect(parsePythonLiteral(text)).toEqual(value);
  });

  it.each([
    ['', 'a value at character 1'],
    ["{'a' 1}", '":" at character 6'],
    ['[1 2]', '"," or "]" at character 4'],
    ['[1] 2', 'the end at character 5'],
    ["'open", 'a value at character 1'],
    ['import os', 'a value at character 1'],
    [`${'['.repeat(40)}`, 'at most 16 levels at character 18'],
  ])('refuses %s', (text, message) => {
    expect(() => parsePythonLiteral(text)).toThrow(new SyntaxError(`expected ${message}`));
  });

  it('has no way to the prototype', () => {
    expect(Object.hasOwn(parsePythonLiteral("{'__proto__': 1}") as object, '__proto__')).toBe(true);
  });

  it('reads all JSON', () => {
    const json = fc.json({ maxDepth: 5, noUnicodeString: false });
    fc.assert(
      fc.property(json, (text) => {
        expect(parsePythonLiteral(text)).toEqual(JSON.parse(text));
      }),
    );
  });
});

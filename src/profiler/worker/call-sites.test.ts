import { describe, expect, it } from 'vitest';
import { callLines, functionBody } from './call-sites.ts';

const code = [
  'async function load(id) {',
  "  // find('in a comment')",
  "  const text = 'find(in a string)';",
  '  const found = await find(id);',
  '  return [found].map(parse);',
  '}',
  'function other() { find(1); }',
  'const twice = (id) => find(id) + find(id);',
  'const short = () => find(2); find(3);',
];

function callsOf(callee: string, line: number, column = 1): readonly number[] {
  const body = functionBody(code, line, column);
  return body === null ? [] : callLines(body, callee);
}

describe('lines of calls in a function', () => {
  it('are those in its own text, without comments and strings', () => {
    expect(callsOf('find', 1)).toEqual([4]);
  });

  it('are those that mention the function, when none calls it', () => {
    expect(callsOf('parse', 1)).toEqual([5]);
  });

  it('are as many as there are calls', () => {
    expect(callsOf('find', 8, 15)).toEqual([8, 8]);
    expect(callsOf('find', 9, 15)).toEqual([9]);
  });

  it('are on the lines of the function, as far as its end is certain', () => {
    expect(functionBody(code, 1, 1)?.lastLine).toBe(6);
    expect(functionBody(code, 7, 1)?.lastLine).toBe(7);
    expect(functionBody(['f = () => {', '  /}/.test(a);', '}'], 1, 5)?.lastLine).toBeNull();
  });

  it('are none for functions without a name', () => {
    expect(callsOf('(anonymous)', 1)).toEqual([]);
  });
});

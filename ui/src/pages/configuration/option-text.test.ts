import { describe, expect, it } from 'vitest';
import { optionText } from './option-text.ts';

describe('the value of an option', () => {
  it.each([
    [null, '(none)'],
    ['dashboard', 'dashboard'],
    [2.5, '2.5'],
    [false, 'false'],
    [[], '(none)'],
    [['/health', '/metrics'], '/health, /metrics'],
    [{}, '(none)'],
    [{ 'GET /': 'rgb(1, 2, 3)' }, 'GET /: rgb(1, 2, 3)'],
  ])('%j is shown as %s', (value, text) => {
    expect(optionText(value)).toBe(text);
  });
});

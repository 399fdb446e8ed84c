import { describe, expect, it } from 'vitest';
import { parseColor } from './color.ts';

describe('parseColor', () => {
  it.each([[[0, 97, 255]], ['[0,97,255]'], [' ( 0, 97, 255, ) '], ['rgb(0, 97, 255)'], ['#0061FF']])(
    'reads %j',
    (value) => {
      expect(parseColor(value)).toBe('rgb(0, 97, 255)');
    },
  );

  it.each([
    [[0, 97]],
    [[0, 97, 256]],
    [[0, 97, 1.5]],
    [['0', '97', '255']],
    [new Array(3)],
    ['red'],
    ['#06f'],
    [5],
    [null],
  ])('refuses %j', (value) => {
    expect(parseColor(value)).toBeNull();
  });
});

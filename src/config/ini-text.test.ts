import { describe, expect, it } from 'vitest';
import { parseIni } from './ini-text.ts';

function valuesOf(text: string): Record<string, string> {
  return Object.fromEntries(parseIni(text).entries.map(({ section, key, value }) => [`${section}.${key}`, value]));
}

describe('parseIni', () => {
  it('takes = and :, blanks around them, any line end and a byte order mark', () => {
    expect(valuesOf('\uFEFF[a]\r\nONE = 1\r\nTWO: x=y\rTHREE=\n')).toEqual({
      'a.ONE': '1',
      'a.TWO': 'x=y',
      'a.THREE': '',
    });
  });

  it('keeps quotes, # and ; in values and leaves out comment lines', () => {
    expect(valuesOf('# c\n[a]\n; c\nX="a;b" #c\n  # inside\n')).toEqual({ 'a.X': '"a;b" #c' });
  });

  it('continues a value on deeper lines, over empty ones too', () => {
    expect(valuesOf("[a]\nX={'b':1,\n\n   'c':2}\n\nY=1")).toEqual({ 'a.X': "{'b':1,\n\n'c':2}", 'a.Y': '1' });
  });

  it('does not take an indented first option for a continuation', () => {
    expect(valuesOf('[a]\n  X=1\n  Y=2\n    3\n[b]\nX=4')).toEqual({ 'a.X': '1', 'a.Y': '2\n3', 'b.X': '4' });
  });

  it('reports duplicates, options without a section and other lines, by number and without values', () => {
    const { problems } = parseIni('A=1\n[a]\nX=secret\nx=secret\nsecret\n=secret\n[b]\nX=1');
    expect(problems).toEqual([
      { line: 1, message: '"A" comes before the first [section]' },
      { line: 4, message: '"x" is already given in line 3' },
      { line: 5, message: 'neither a [section] nor KEY=value' },
      { line: 6, message: 'neither a [section] nor KEY=value' },
    ]);
  });
});

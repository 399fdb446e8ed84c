import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { groupText } from './group-text.ts';

describe('groupText', () => {
  class Tenant {
    toString(): string {
      return 'tenant';
    }
  }

  it.each<[unknown, string | null]>([
    // Flask-MonitoringDashboard's own table
    [() => 3, '3'],
    [() => ['User', 3], '(User,3)'],
    [() => () => 3, '3'],
    [['User', () => 3], '(User,3)'],
    [[() => 'User', () => 3.5], '(User,3.5)'],
    [() => 'username', 'username'],
    [['Username', 'username'], '(Username,username)'],
    [
      () => [
        ['User', () => 3],
        ['Username', () => 'username'],
      ],
      '((User,3),(Username,username))',
    ],
    [new Tenant(), 'tenant'],
    // what JavaScript adds
    [true, 'true'],
    [10n, '10'],
    [Symbol('s'), 'Symbol(s)'],
    [null, null],
    [undefined, null],
    ['', null],
    [() => null, null],
    [['User', null, () => undefined], '(User,null,null)'],
    [[], '()'],
    [new Set(['a', 'b']), '(a,b)'],
    [
      new Map([
        ['a', 1],
        ['b', 2],
      ]),
      '(a,b)',
    ],
    [{ a: 1, b: 2 }, '(a,b)'],
    [Object.create(null), '()'],
    [{ toString: () => 'own' }, 'own'],
    [Buffer.from('é'), 'é'],
    [new Date(Number.NaN), 'Invalid Date'],
  ])('makes of %s %s', (value, text) => {
    expect(groupText(value)).toBe(text);
  });

  it('ends for cycles, endless iterables and functions of functions', () => {
    const cycle: unknown[] = ['a'];
    cycle.push(cycle, cycle);
    function* endless(): Generator<string> {
      for (;;) yield '';
    }
    const again = (): unknown => again;
    for (const value of [cycle, endless(), again, [endless(), endless()]]) {
      expect(groupText(value)?.length).toBeLessThanOrEqual(250);
    }
    expect(groupText(again)).toBe('…');
  });

  it('cuts long text with a mark, between characters', () => {
    expect(groupText('x'.repeat(250))).toBe('x'.repeat(250));
    expect(groupText('x'.repeat(251))).toBe(`${'x'.repeat(249)}…`);
    expect(groupText(`${'x'.repeat(248)}😀😀`)).toBe(`${'x'.repeat(248)}…`);
  });

  it("throws what the app's function throws", () => {
    const failure = new Error('no user');
    const value = [
      () => {
        throw failure;
      },
    ];
    expect(() => groupText(value)).toThrow(failure);
  });

  it('refuses a promise and takes its rejection over', async () => {
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    expect(() => groupText(async () => Promise.reject(new Error('late')))).toThrow(TypeError);
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });

  it('is short text or nothing for any value', () => {
    const any = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withTypedArray: true,
      withNullPrototype: true,
    });
    const property = fc.property(any, (value) => {
      const text = groupText(value);
      expect(text === null || (text.length > 0 && text.length <= 250)).toBe(true);
    });
    fc.assert(property, { numRuns: 500 });
  });
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { exampleProfile, HANDLER, node, PRICE } from '../../test/support/example-details.ts';
import { profileLines } from './profile-lines.ts';

const endpoint = { method: 'GET', route: '/' };

it('a line with time of several kinds has a row for each', () => {
  const rows = profileLines(exampleProfile(endpoint));
  expect(
    rows.map(({ indent, line, kind, durationMillis, selfMillis, waitsFor, heldBy }) => [
      indent,
      line,
      kind,
      durationMillis,
      selfMillis,
      waitsFor ?? heldBy,
    ]),
  ).toEqual([
    [0, 42, 'queue', 100, 10, 'GET /report'],
    [1, 42, 'cpu', 5, 5, null],
    [1, 526, 'await', 60, 60, 'socket pg'],
    [1, 57, 'cpu', 25, 20, null],
    [2, 57, 'gc', 5, 5, null],
  ]);
  expect(rows[0]?.byKind).toEqual({ cpu: 25, await: 60, queue: 10, gc: 5 });
  expect(rows[1]?.byKind).toEqual({ cpu: 5, await: 0, queue: 0, gc: 0 });
});

it('a line without time of its own is of the kind that is most of what lies below', () => {
  const nodes = [node(0, 0), node(1, 1, { self: { await: 7 } }), node(1, 1, { self: { cpu: 2 } })];
  const [first] = profileLines({ nodes, codeLines: [HANDLER, PRICE] });
  expect(first).toMatchObject({ kind: 'await', selfMillis: 0, durationMillis: 9 });
});

it('self times add up, and every line has at least what lies below it', () => {
  const whole = fc.nat(1e6).map((micros) => micros / 1000);
  const self = fc.record({ cpu: whole, await: whole, queue: whole, gc: whole }, { requiredKeys: [] });
  const anyNode = fc.record({
    indent: fc.nat(5),
    code: fc.nat(2),
    self,
    waitsFor: fc.constant(null),
    heldBy: fc.constant(null),
  });
  const property = fc.property(fc.array(anyNode, { maxLength: 20 }), (nodes) => {
    const rows = profileLines({ nodes, codeLines: [HANDLER, PRICE] });
    const micros = (millis: number): number => Math.round(millis * 1000);
    const sum = rows.reduce((total, row) => total + micros(row.selfMillis), 0);
    expect(sum).toBe(
      nodes.flatMap((each) => Object.values(each.self)).reduce((total, each) => total + micros(each), 0),
    );
    const roots = rows.filter(({ indent }) => indent === 0);
    expect(roots.reduce((total, row) => total + micros(row.durationMillis), 0)).toBe(sum);
    for (const row of rows) {
      const byKind = Object.values(row.byKind).reduce((total, each) => total + micros(each), 0);
      expect(byKind).toBe(micros(row.durationMillis));
      expect(row.byKind[row.kind]).toBeGreaterThanOrEqual(row.selfMillis);
    }
  });
  fc.assert(property, { numRuns: 200 });
});

import { describe, expect, it } from 'vitest';
import type { ApiGroupedLine } from '../../../../../src/api/contract.ts';
import { lineTree } from '../../../code/line-tree.ts';
import { changeOf, changeState } from './grouped-figures.ts';
import { filterTree, LINE_VALUES, sortTree } from './sort-tree.ts';
import { neighbourOf, type Place, placeAt, ringsOf, sectorAt, treeLayout } from './tree-layout.ts';

function line(
  name: string,
  indent: number,
  totalMillis: number,
  changes: Partial<ApiGroupedLine> = {},
): ApiGroupedLine {
  return {
    ...{ file: '/a.ts', line: 1, function: name, code: name, origin: 'app', indent },
    ...{ hits: 10, averageMillis: totalMillis / 10, standardDeviationMillis: 0, totalMillis, selfMillis: 0 },
    byKind: { cpu: totalMillis, await: 0, queue: 0, gc: 0 },
    selfByKind: { cpu: 0, await: 0, queue: 0, gc: 0 },
    ...{ waitsFor: null, heldBy: null, baseline: null },
    ...changes,
  };
}

const ROOTS = lineTree([line('b', 0, 25), line('a', 0, 75), line('a1', 1, 50), line('a2', 1, 0.01)]);

function names(places: readonly Place[]): readonly string[] {
  return places.map((place) => `${place.line.function} ${place.start}-${place.start + place.width} @${place.depth}`);
}

describe('the drawing of a tree', () => {
  const places = treeLayout(ROOTS, 100);

  it('gives each line its time, the costliest first, and leaves out what nobody could see', () => {
    expect(names(places)).toEqual(['a 0-0.75 @0', 'a1 0-0.5 @1', 'b 0.75-1 @0']);
  });

  it('finds lines by their place', () => {
    expect(placeAt(places, 0.9, 0)?.line.function).toBe('b');
    expect(placeAt(places, 0.6, 1)).toBeNull();
    const rings = ringsOf(300, 300, 2);
    const at = (radius: number, part: number) => ({
      x: rings.x + radius * Math.sin(part * 2 * Math.PI),
      y: rings.y - radius * Math.cos(part * 2 * Math.PI),
    });
    expect(sectorAt(places, rings, at(rings.hole + 1, 0.7))?.line.function).toBe('a');
    expect(sectorAt(places, rings, at(rings.hole + rings.ring + 1, 0.3))?.line.function).toBe('a1');
    expect(sectorAt(places, rings, at(rings.hole - 1, 0.3))).toBeNull();
  });

  it('is walked through by steps', () => {
    const step = (from: Place | null, to: 'up' | 'down' | 'left' | 'right') =>
      neighbourOf(places, from, to)?.line.function;
    const [a, a1, b] = [places[0] ?? null, places[1] ?? null, places[2] ?? null];
    expect(step(null, 'down')).toBe('a');
    expect(step(a, 'down')).toBe('a1');
    expect(step(a1, 'up')).toBe('a');
    expect(step(a, 'right')).toBe('b');
    expect(step(b, 'right')).toBe('b');
    expect(step(b, 'down')).toBe('b');
  });
});

describe('the table of a tree', () => {
  it('sorts lines below the same line', () => {
    const byName = sortTree(ROOTS, LINE_VALUES.get('line') ?? (() => 0), true);
    expect(byName.map((node) => node.line.function)).toEqual(['b', 'a']);
    expect(byName[1]?.children.map((node) => node.line.function)).toEqual(['a2', 'a1']);
  });

  it('keeps what is above a line that matches', () => {
    const matching = filterTree(ROOTS, (each) => each.function === 'a1');
    expect(matching.map((node) => [node.line.function, node.children.map((child) => child.line.function)])).toEqual([
      ['a', ['a1']],
    ]);
  });
});

describe('the change of a line', () => {
  const before = (averageMillis: number, hits = 10) => ({ baseline: { hits, averageMillis, totalMillis: 0 } });

  it('is a state only where it is clear, and matters', () => {
    expect(changeState(line('x', 0, 100, before(5)), 100)).toBe('slower');
    expect(changeState(line('x', 0, 100, before(20)), 100)).toBe('faster');
    expect(changeState(line('x', 0, 100, before(9)), 100)).toBeNull();
    expect(changeState(line('x', 0, 100, before(5, 9)), 100)).toBeNull();
    expect(changeState(line('x', 0, 100, before(5)), 10_000)).toBeNull();
    expect(changeState(line('x', 0, 100, { ...before(5), standardDeviationMillis: 12 }), 100)).toBeNull();
  });

  it('says what is new and what is gone', () => {
    expect(changeOf(line('x', 0, 100))).toEqual({ kind: 'new' });
    expect(changeOf(line('x', 0, 0, { hits: 0, ...before(5) }))).toEqual({ kind: 'gone' });
  });
});

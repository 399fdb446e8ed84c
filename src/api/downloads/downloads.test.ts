import { gunzipSync } from 'node:zlib';
import { Profile } from 'pprof-format';
import { describe, expect, it } from 'vitest';
import { exampleProfile, HANDLER, node } from '../../../test/support/example-details.ts';
import { groupedLines } from '../../analysis/grouped-profile.ts';
import { mergeTrees, treeOf } from '../../analysis/line-tree.ts';
import { type CpuProfile, cpuProfile } from './cpuprofile.ts';
import { type ExportedTree, exportedGroup, exportedProfile } from './exported-tree.ts';
import { pprofFile } from './pprof.ts';
import { type SpeedscopeFile, speedscopeFile } from './speedscope.ts';

const endpoint = { method: 'POST', route: '/orders' };
const profile = exampleProfile(endpoint, { startedAt: 1_700_000_000_000 });
const odd = exampleProfile(endpoint, {
  codeLines: [{ ...HANDLER, file: '', line: null, function: '(anonymous)' }],
  // Deeper than there are lines above, of an unknown line, and without time.
  nodes: [node(3, 0, { self: { gc: 0.001 } }), node(9, 7, { self: { cpu: 2 } }), node(0, 0)],
});
const merged = groupedLines(mergeTrees([profile, odd].map(treeOf)), null);

const trees: readonly (readonly [string, ExportedTree, number])[] = [
  ['a profile', exportedProfile('a', profile), 100_000],
  ['an odd profile', exportedProfile('b', odd), 2001],
  ['a merged profile', exportedGroup('c', merged), 100_001],
  ['nothing', exportedGroup('d', []), 0],
];

/** What DevTools reads: a tree below one root, samples of known nodes, and a time for each. */
function expectCpuProfile({ nodes, samples, timeDeltas, startTime, endTime }: CpuProfile, micros: number): void {
  const byId = new Map(nodes.map((each) => [each.id, each]));
  expect(byId.size).toBe(nodes.length);
  const children = nodes.flatMap((each) => each.children);
  expect([...children].sort()).toEqual(
    nodes
      .slice(1)
      .map(({ id }) => id)
      .sort(),
  );
  expect(nodes[0]?.callFrame.functionName).toBe('(root)');
  expect(timeDeltas).toHaveLength(samples.length);
  expect(timeDeltas.every((delta) => Number.isInteger(delta) && delta >= 0)).toBe(true);
  expect(timeDeltas.reduce((sum, delta) => sum + delta, 0)).toBe(endTime - startTime);
  expect(endTime - startTime).toBe(micros);
  const hits = new Map<number, number>();
  for (const id of samples) hits.set(id, (hits.get(id) ?? 0) + 1);
  for (const { id, hitCount, callFrame } of nodes) {
    expect(hitCount).toBe(hits.get(id) ?? 0);
    expect(Object.keys(callFrame)).toEqual(['functionName', 'scriptId', 'url', 'lineNumber', 'columnNumber']);
    expect(callFrame.lineNumber).toBeGreaterThanOrEqual(-1);
  }
}

/** What speedscope's published schema asks of a sampled profile, and that its numbers fit together. */
function expectSpeedscope(file: SpeedscopeFile, micros: number): void {
  expect(file.$schema).toBe('https://www.speedscope.app/file-format-schema.json');
  for (const frame of file.shared.frames) {
    expect(frame.name).toEqual(expect.any(String));
    for (const key of Object.keys(frame)) expect(['name', 'file', 'line', 'col']).toContain(key);
  }
  expect(file.profiles).toHaveLength(1);
  for (const { type, unit, startValue, endValue, samples, weights } of file.profiles) {
    expect([type, unit]).toEqual(['sampled', 'microseconds']);
    expect(weights).toHaveLength(samples.length);
    expect(weights.every((weight) => weight > 0)).toBe(true);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBe(endValue - startValue);
    expect(endValue - startValue).toBe(micros);
    for (const frame of samples.flat()) expect(file.shared.frames[frame]).toBeDefined();
  }
}

function readPprof(tree: ExportedTree): Profile {
  return Profile.decode(gunzipSync(pprofFile(tree)));
}

describe('downloads', () => {
  it.each(trees)('of %s are what Chrome DevTools opens', (_, tree, micros) => {
    expectCpuProfile(cpuProfile(tree), micros);
  });

  it.each(trees)('of %s are what speedscope opens', (_, tree, micros) => {
    expectSpeedscope(speedscopeFile(tree, '1.2.3'), micros);
  });

  it.each(trees)('of %s are what pprof opens', (_, tree, micros) => {
    const { sample, location, function: functions, durationNanos } = readPprof(tree);
    expect(Number(durationNanos)).toBe(micros * 1000);
    expect(sample.reduce((sum, { value }) => sum + Number(value[0]), 0)).toBe(micros * 1000);
    const locations = new Set(location.map(({ id }) => id));
    for (const { locationId } of sample) for (const id of locationId) expect(locations).toContain(id);
    const ids = new Set(functions.map(({ id }) => id));
    for (const { line } of location) expect(ids).toContain(line[0]?.functionId);
  });

  it('have stacks from the inside out in pprof', () => {
    const { sample, location, function: functions, stringTable } = readPprof(exportedProfile('a', profile));
    const names = sample.map(({ locationId }) =>
      locationId.map((id) => {
        const place = location.find((each) => each.id === id);
        const own = functions.find((each) => each.id === place?.line[0]?.functionId);
        return `${stringTable.strings[Number(own?.name)]}:${place?.line[0]?.line}`;
      }),
    );
    expect(names[0]).toEqual(['createOrder:42']);
    expect(names[1]).toEqual(['(queued behind GET /report):42', 'createOrder:42']);
  });

  it('name files, lines from 0, and what was waited for', () => {
    const { nodes } = cpuProfile(exportedProfile('a', profile));
    expect(nodes.map(({ callFrame }) => callFrame.functionName)).toEqual([
      '(root)',
      'createOrder',
      '(queued behind GET /report)',
      'Client.query',
      '(await socket pg)',
      'priceOf',
      '(garbage collection)',
    ]);
    expect(nodes[1]).toMatchObject({
      callFrame: { url: 'file:///srv/shop/src/orders.ts', lineNumber: 41 },
      children: [3, 4, 6],
    });
  });

  it('have each line once, and stacks from the outside in', () => {
    const { shared, profiles } = speedscopeFile(exportedProfile('a', profile), '1.2.3');
    expect(shared.frames[0]).toEqual({ name: 'createOrder', file: '/srv/shop/src/orders.ts', line: 42 });
    const names = profiles[0]?.samples.map((stack) => stack.map((frame) => shared.frames[frame]?.name));
    expect(names).toEqual([
      ['createOrder'],
      ['createOrder', '(queued behind GET /report)'],
      ['createOrder', 'Client.query', '(await socket pg)'],
      ['createOrder', 'priceOf'],
      ['createOrder', 'priceOf', '(garbage collection)'],
    ]);
  });
});

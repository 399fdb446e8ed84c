import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CodeLine } from '../model/code-line.ts';
import { LINE_KINDS, type Profile, type ProfileNode } from '../model/profile.ts';
import { averageMillis, groupedLines } from './grouped-profile.ts';
import { type LineTree, mergeTrees, treeOf } from './line-tree.ts';

const LINES: readonly CodeLine[] = [1, 2, 3, 4].map((line) => ({
  file: '/srv/app.js',
  line,
  function: `f${line}`,
  code: `line ${line};`,
  origin: 'app',
}));

function profileOf(nodes: readonly ProfileNode[], part: Partial<Profile> = {}): Profile {
  const sum = nodes.reduce(
    (total, { self }) => total + LINE_KINDS.reduce((own, kind) => own + (self[kind] ?? 0), 0),
    0,
  );
  return {
    instance: 'i',
    trace: 1,
    endpoint: { method: 'GET', route: '/' },
    version: '1',
    startedAt: 0,
    durationMillis: sum,
    codeLines: LINES,
    nodes,
    samplingPeriodMillis: 5,
    samples: 0,
    costMillis: 0,
    isTruncated: false,
    notes: [],
    ...part,
  };
}

function node(
  indent: number,
  code: number,
  self: ProfileNode['self'] = {},
  part: Partial<ProfileNode> = {},
): ProfileNode {
  return { indent, code, self, waitsFor: null, heldBy: null, ...part };
}

const millis = fc.double({ min: 0, max: 1e6, noNaN: true });
const anyNode: fc.Arbitrary<ProfileNode> = fc.record({
  indent: fc.nat(4),
  code: fc.nat(LINES.length - 1),
  self: fc.record({ cpu: millis, await: millis, queue: millis, gc: millis }, { requiredKeys: [] }),
  waitsFor: fc.constantFrom(null, 'timer', 'socket pg'),
  heldBy: fc.constantFrom(null, 'GET /a', 'GET /b'),
});
const anyTree: fc.Arbitrary<LineTree> = fc
  .record({ nodes: fc.array(anyNode, { maxLength: 12 }), notes: fc.subarray(['one-line-file', 'no-sampler'] as const) })
  .map(({ nodes, notes }) => treeOf(profileOf(nodes, { notes })));

function answerOf(tree: LineTree): unknown {
  return {
    lines: groupedLines(tree, null),
    average: averageMillis(tree),
    requests: tree.requests,
    notes: [...tree.notes],
  };
}

describe('merged trees', () => {
  it('are the same in any order and in parts', () => {
    const property = fc.property(fc.array(anyTree, { maxLength: 8 }), fc.nat(), fc.nat(), (trees, seed, cut) => {
      const shuffled = [...trees].sort((a, b) => rank(trees.indexOf(a), seed) - rank(trees.indexOf(b), seed));
      const at = cut % (trees.length + 1);
      const inParts = mergeTrees([mergeTrees(shuffled.slice(at)), mergeTrees([]), mergeTrees(shuffled.slice(0, at))]);
      const whole = answerOf(mergeTrees(trees));
      expect(answerOf(mergeTrees(shuffled))).toEqual(whole);
      expect(answerOf(inParts)).toEqual(whole);
    });
    fc.assert(property, { numRuns: 200 });
  });

  it('leave the trees that they are made of alone', () => {
    const property = fc.property(anyTree, anyTree, (a, b) => {
      const before = [answerOf(a), answerOf(b)];
      mergeTrees([a, b, a]);
      expect([answerOf(a), answerOf(b)]).toEqual(before);
    });
    fc.assert(property, { numRuns: 50 });
  });

  it('equal a count of each line by hand', () => {
    const property = fc.property(
      fc.array(fc.array(anyNode, { maxLength: 6 }), { minLength: 1, maxLength: 6 }),
      (all) => {
        const profiles = all.map((nodes) => profileOf(nodes));
        const merged = groupedLines(mergeTrees(profiles.map(treeOf)), null);
        const self = merged.reduce((sum, line) => sum + line.selfMillis, 0);
        const expected = profiles.reduce(
          (sum, { nodes }) => sum + nodes.reduce((own, each) => own + selfOf(each), 0),
          0,
        );
        expect(self).toBeCloseTo(expected, 2);
        const roots = merged.filter(({ indent }) => indent === 0);
        expect(roots.reduce((sum, line) => sum + line.totalMillis, 0)).toBeCloseTo(self, 2);
        for (const line of merged) expect(line.averageMillis * line.hits).toBeCloseTo(line.totalMillis, 2);
      },
    );
    fc.assert(property, { numRuns: 100 });
  });

  it('have hits, average and deviation over the requests in which a line was seen', () => {
    const times = [10, 20, 60];
    const trees = times.map((cpu) => treeOf(profileOf([node(0, 0), node(1, 1, { cpu })])));
    const other = treeOf(profileOf([node(0, 0, { await: 5 }, { waitsFor: 'timer' })]));
    const [root, below] = groupedLines(mergeTrees([...trees, other]), null);
    expect(root).toMatchObject({ hits: 4, totalMillis: 95, selfMillis: 5, averageMillis: 23.75, waitsFor: 'timer' });
    expect(below).toMatchObject({ indent: 1, hits: 3, totalMillis: 90, averageMillis: 30, byKind: { cpu: 90 } });
    expect(below?.standardDeviationMillis).toBeCloseTo(Math.sqrt((400 + 100 + 900) / 3), 9);
  });

  it('count a line that a request has twice below the same lines once', () => {
    const tree = treeOf(
      profileOf([node(0, 0), node(1, 1, { cpu: 3 }), node(1, 2, { cpu: 9 }), node(1, 1, { cpu: 4 })]),
    );
    const lines = groupedLines(mergeTrees([tree]), null);
    expect(lines.map(({ line, hits, totalMillis }) => [line.line, hits, totalMillis])).toEqual([
      [1, 1, 16],
      [3, 1, 9],
      [2, 1, 7],
    ]);
  });

  it('of no request have no lines and no average', () => {
    expect(answerOf(mergeTrees([]))).toEqual({ lines: [], average: null, requests: 0, notes: [] });
  });
});

function rank(index: number, seed: number): number {
  return ((index + 1) * 2_654_435_761 + seed) % 1009;
}

function selfOf({ self }: ProfileNode): number {
  return LINE_KINDS.reduce((sum, kind) => sum + (self[kind] ?? 0), 0);
}

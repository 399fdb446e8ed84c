import { expect, it } from 'vitest';
import type { CodePath } from './code-path.ts';
import { SegmentMemory } from './segment-memory.ts';

function path(line: number): CodePath {
  return [{ file: '/app.js', function: 'load', definedLine: 1, definedColumn: 1, line, column: 3 }];
}
function sighting(at: number, line: number) {
  return { at, places: [{ path: path(line), share: 1 }] };
}
function place(resumed: number, millis: number) {
  return { resumed: path(resumed), lastSeen: path(9), millis };
}

it('recalls what was seen in the same code of other requests, in order of their parts', () => {
  const memory = new SegmentMemory();
  memory.remember(place(2, 4), [sighting(0.6, 5)]);
  memory.remember(place(2, 5), [sighting(0.2, 3)]);
  expect(memory.recall(place(2, 4))).toEqual([sighting(0.2, 3), sighting(0.6, 5)]);
  expect(memory.recall(place(7, 4))).toEqual([]);
});

it('takes nothing from much longer or shorter runs, which may have done something else', () => {
  const memory = new SegmentMemory();
  memory.remember(place(2, 40), [sighting(0.5, 5)]);
  expect(memory.recall(place(2, 4))).toEqual([]);
  expect(memory.recall(place(2, 100))).toEqual([]);
  expect(memory.recall(place(2, 25))).toEqual([sighting(0.5, 5)]);
});

it('keeps a few sightings of the latest runs, spread over their length', () => {
  const memory = new SegmentMemory();
  for (let run = 0; run < 30; run += 1)
    memory.remember(
      place(2, 50),
      Array.from({ length: 50 }, (_, index) => sighting(index / 50, run)),
    );
  const recalled = memory.recall(place(2, 50));
  expect(recalled).toHaveLength(12 * 8);
  expect(recalled[0]?.at).toBeLessThan(0.1);
  expect(recalled.at(-1)?.at).toBeGreaterThan(0.9);
  expect(recalled.every(({ places }) => (places[0]?.path[0]?.line ?? 0) >= 18)).toBe(true);
});

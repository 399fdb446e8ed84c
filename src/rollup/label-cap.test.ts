import { expect, test } from 'vitest';
import { cappedFacet, MOST_LABELS, OTHER_FACET } from './label-cap.ts';

test('keeps the first labels apart, and counts the others together', () => {
  const kept = new Set<number>();
  const labels = Array.from({ length: MOST_LABELS + 5 }, (_, at) => at + 1);
  const facets = labels.map((label) => cappedFacet(label, kept, MOST_LABELS));
  expect(facets.slice(0, MOST_LABELS)).toEqual(labels.slice(0, MOST_LABELS));
  expect(facets.slice(MOST_LABELS)).toEqual(Array<number>(5).fill(OTHER_FACET));
  expect(cappedFacet(1, kept, MOST_LABELS)).toBe(1);
});

test('requests without a label are never counted with the others', () => {
  const kept = new Set(Array.from({ length: MOST_LABELS }, (_, at) => at + 1));
  expect(cappedFacet(0, kept, MOST_LABELS)).toBe(0);
  expect(kept.size).toBe(MOST_LABELS);
});

import { expect, test } from 'vitest';
import { KeptFacets, MOST_LABELS, OTHER_FACET } from './label-cap.ts';

const labels = Array.from({ length: MOST_LABELS + 5 }, (_, at) => at * 1000 + 1);

test('keeps the first labels apart, and counts the others together', () => {
  const kept = new KeptFacets(MOST_LABELS);
  const facets = labels.map((label) => kept.facetOf(label));
  expect(facets.slice(0, MOST_LABELS)).toEqual(labels.slice(0, MOST_LABELS));
  expect(facets.slice(MOST_LABELS)).toEqual(Array<number>(5).fill(OTHER_FACET));
  expect(kept.facetOf(1)).toBe(1);
});

test('keeps what is stored already, even if it is more than there is room for', () => {
  const kept = new KeptFacets(3, [0, OTHER_FACET, 7, 7, 11, 13, 17]);
  expect([7, 11, 13, 17, 19].map((label) => kept.facetOf(label))).toEqual([7, 11, 13, 17, OTHER_FACET]);
});

test('requests without a label are never counted with the others, nor take room', () => {
  const kept = new KeptFacets(1);
  expect([0, OTHER_FACET, 5, 6].map((label) => kept.facetOf(label))).toEqual([0, OTHER_FACET, 5, OTHER_FACET]);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type FoldedRequest, RequestFold } from './request-fold.ts';
import { bucketStart, RESOLUTIONS } from './resolution.ts';
import type { Rollup } from './rollup.ts';
import { ALL_ENDPOINTS, ALL_STATUSES, withSums } from './rollup-sums.ts';

const DAY = 86_400_000;
const request = fc.record({
  endpointId: fc.integer({ min: 1, max: 3 }),
  versionId: fc.integer({ min: 1, max: 2 }),
  time: fc.integer({ min: 20_000 * DAY, max: 20_003 * DAY }),
  durationMicros: fc.integer({ min: 0, max: 1e9 }),
  isError: fc.boolean(),
  facet: fc.constantFrom(200, 404, 500),
});
type Example = FoldedRequest & { readonly facet: number };

function figures({ endpointId, versionId, facet, bucket, firstTime, lastTime, summary }: Rollup): string {
  const { requests, errors, sum, min, max } = summary;
  const key = [endpointId, versionId, facet, bucket];
  return JSON.stringify([...key, firstTime, lastTime, requests, errors, sum, min, max, summary.quantile(0.9)]);
}

function fold(requests: readonly Example[], resolution: (typeof RESOLUTIONS)[number]): RequestFold {
  const result = new RequestFold(resolution);
  for (const each of requests) result.add(each, each.facet);
  return result;
}

test('coarser rollups made of minutes equal those made of the requests', () => {
  fc.assert(
    fc.property(fc.array(request), (requests) => {
      const minutes = fold(requests, 'minute');
      for (const resolution of RESOLUTIONS) {
        const direct = fold(requests, resolution).rollups(resolution);
        expect(minutes.rollups(resolution).map(figures).sort()).toEqual(direct.map(figures).sort());
        for (const { bucket } of direct) expect(bucketStart(resolution, bucket)).toBe(bucket);
      }
    }),
  );
});

test('sums count each request once, and leave the summed rollups as they were', () => {
  fc.assert(
    fc.property(fc.array(request), (requests) => {
      const days = fold(requests, 'day').rollups('day');
      const before = days.map(figures);
      const all = withSums(days, 'day');
      const count = (rollups: readonly Rollup[]): number =>
        rollups.reduce((sum, { summary }) => sum + summary.requests, 0);
      const isSum = (endpoint: boolean, status: boolean) => (rollup: Rollup) =>
        (rollup.endpointId === ALL_ENDPOINTS) === endpoint && (rollup.facet === ALL_STATUSES) === status;
      for (const endpoint of [true, false]) {
        for (const status of [true, false]) expect(count(all.filter(isSum(endpoint, status)))).toBe(requests.length);
      }
      expect(days.map(figures)).toEqual(before);
    }),
  );
});

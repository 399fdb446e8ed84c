import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DurationSummary } from './duration-summary.ts';
import { bucketOf } from './log-buckets.ts';
import { type FoldedRequests, RequestFold } from './request-fold.ts';
import { bucketStart, RESOLUTIONS } from './resolution.ts';
import { mergeRollups, type Rollup } from './rollup.ts';
import { ALL_ENDPOINTS, ALL_STATUSES, STATUS_REGROUPS } from './rollup-sums.ts';

const DAY = 86_400_000;
const request = fc.record({
  endpointId: fc.integer({ min: 1, max: 3 }),
  versionId: fc.integer({ min: 1, max: 2 }),
  time: fc.integer({ min: 20_000 * DAY, max: 20_003 * DAY }),
  durationMicros: fc.integer({ min: 0, max: 1e9 }),
  isError: fc.boolean(),
  facet: fc.constantFrom(200, 404, 500),
});
type Example = typeof request extends fc.Arbitrary<infer One> ? One : never;

function figures({ endpointId, versionId, facet, bucket, firstTime, lastTime, ...stored }: Rollup): string {
  const { requests, errors, sum, min, max } = stored;
  const summary = new DurationSummary();
  summary.mergeStored(stored);
  const key = [endpointId, versionId, facet, bucket];
  return JSON.stringify([...key, firstTime, lastTime, requests, errors, sum, min, max, summary.quantile(0.9)]);
}

function fold(requests: readonly Example[], resolution: (typeof RESOLUTIONS)[number]): RequestFold {
  const result = new RequestFold(resolution);
  add(result, requests);
  return result;
}

function add(folded: RequestFold, requests: readonly Example[]): void {
  const columns: FoldedRequests = {
    endpointIds: Int32Array.from(requests, (each) => each.endpointId),
    versionIds: Int32Array.from(requests, (each) => each.versionId),
    times: Float64Array.from(requests, (each) => each.time),
    durationMicros: Float64Array.from(requests, (each) => each.durationMicros),
    durationBuckets: Uint16Array.from(requests, (each) => bucketOf(each.durationMicros)),
    errors: Uint8Array.from(requests, (each) => (each.isError ? 1 : 0)),
  };
  for (const [index, { facet }] of requests.entries()) folded.add(columns, index, facet);
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

test('a request that comes after rollups were made is in the next ones', () => {
  fc.assert(
    fc.property(fc.array(request), fc.array(request), (first, second) => {
      const grown = fold(first, 'minute');
      for (const resolution of RESOLUTIONS) grown.rollups(resolution);
      add(grown, second);
      const whole = fold([...first, ...second], 'minute');
      for (const resolution of RESOLUTIONS) expect(grown.rollups(resolution)).toEqual(whole.rollups(resolution));
    }),
  );
});

test('sums count each request once', () => {
  fc.assert(
    fc.property(fc.array(request), (requests) => {
      const days = fold(requests, 'day');
      const count = (rollups: readonly Rollup[]): number => rollups.reduce((sum, each) => sum + each.requests, 0);
      const sums = STATUS_REGROUPS.day.slice(1).map((regroup) => days.rollups('day', regroup));
      expect(sums.map(count)).toEqual(sums.map(() => requests.length));
      const [byEndpoint = [], byStatus = [], all = []] = sums;
      for (const { facet } of [...byEndpoint, ...all]) expect(facet).toBe(ALL_STATUSES);
      for (const { endpointId } of [...byStatus, ...all]) expect(endpointId).toBe(ALL_ENDPOINTS);
    }),
  );
});

test('a fold that was stored in two parts is the same as in one', () => {
  fc.assert(
    fc.property(fc.array(request), fc.array(request), (first, second) => {
      const name = ({ endpointId, versionId, facet, bucket }: Rollup): string =>
        JSON.stringify([endpointId, versionId, facet, bucket]);
      const stored = new Map(
        fold(first, 'quarter')
          .rollups('quarter')
          .map((rollup) => [name(rollup), rollup]),
      );
      for (const rollup of fold(second, 'quarter').rollups('quarter')) {
        const known = stored.get(name(rollup));
        stored.set(name(rollup), known === undefined ? rollup : mergeRollups(rollup, known));
      }
      const whole = fold([...first, ...second], 'quarter').rollups('quarter');
      expect([...stored.values()].map(figures).sort()).toEqual(whole.map(figures).sort());
      for (const rollup of whole) expect(stored.get(name(rollup))?.sketch ?? null).toEqual(rollup.sketch);
    }),
  );
});

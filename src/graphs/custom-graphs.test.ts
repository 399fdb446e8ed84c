import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { GraphDescription, GraphResult, GraphValue } from '../model/graph.ts';
import { CustomGraphs } from './custom-graphs.ts';

const START = Date.parse('2026-11-27T10:00:00.500Z');

beforeEach(() => vi.useFakeTimers({ now: START }));
afterEach(() => vi.useRealTimers());

function rig({ isClaimed = true }: { isClaimed?: boolean } = {}) {
  const announced: [GraphDescription, number | null][] = [];
  const claims: [string, number, number | null][] = [];
  const results: GraphResult[] = [];
  const graphs = new CustomGraphs({
    timezone: 'UTC',
    clock: { now: () => Date.now(), monotonic: () => performance.now() },
    store: {
      announce: (graph, nextAt) => announced.push([graph, nextAt]),
      claim: async (...claim) => {
        claims.push(claim);
        return isClaimed;
      },
      store: (result) => results.push(result),
    },
  });
  const every = (answer: () => unknown): void =>
    graphs.add('Queue', answer as () => GraphValue, 'interval', { seconds: 10 });
  return { graphs, announced, claims, results, every };
}

it('draws a point at each tick and none at the start', async () => {
  const { announced, claims, results, every } = rig();
  let calls = 0;
  every(() => {
    calls += 1;
    return calls;
  });
  expect(announced).toEqual([[{ title: 'Queue', trigger: 'interval', schedule: 'every 10 s' }, START + 9500]]);
  await vi.advanceTimersByTimeAsync(9499);
  expect(calls).toBe(0);
  await vi.advanceTimersByTimeAsync(10_001);
  expect(claims).toEqual([
    ['Queue', START + 9500, START + 19_500],
    ['Queue', START + 19_500, START + 29_500],
  ]);
  expect(results).toEqual([
    { title: 'Queue', tick: START + 9500, values: [['', 1]], error: null },
    { title: 'Queue', tick: START + 19_500, values: [['', 2]], error: null },
  ]);
});

it('does nothing at a tick that another process has', async () => {
  const { results, every } = rig({ isClaimed: false });
  const answer = vi.fn(() => 1);
  every(answer);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(answer).not.toHaveBeenCalled();
  expect(results).toEqual([]);
});

it.each([
  [
    'named numbers',
    () => ({ free: 3, used: 9 }),
    [
      ['free', 3],
      ['used', 9],
    ],
    null,
  ],
  ['a promise', async () => 7, [['', 7]], null],
  ['a bigint', () => 12n, [['', 12]], null],
  [
    'an error',
    () => {
      throw new TypeError('no disk');
    },
    null,
    'TypeError: no disk',
  ],
  [
    'a rejection',
    async () => {
      throw new Error('gone');
    },
    null,
    'Error: gone',
  ],
  ['nothing', () => undefined, null, 'Error: the function answered undefined, which is no finite number'],
  ['NaN in a series', () => ({ free: Number.NaN }), null, 'Error: the series "free" is NaN, which is no finite number'],
  ['an empty object', () => ({}), null, 'Error: the function answered no number and no named numbers'],
  ['text', () => '12', null, 'Error: the function answered "12", which is no finite number'],
  [
    'something thrown that is no error',
    () => {
      throw 'plain';
    },
    null,
    'plain',
  ],
])('stores %s', async (_, answer, values, error) => {
  const { results, every } = rig();
  every(answer);
  await vi.advanceTimersByTimeAsync(9500);
  expect(results).toEqual([{ title: 'Queue', tick: START + 9500, values, error }]);
});

it('tells of a function that does not end, and does not call it again meanwhile', async () => {
  const { results, every } = rig();
  const answer = vi.fn(() => new Promise<number>(() => {}));
  every(answer);
  await vi.advanceTimersByTimeAsync(9500 + 30_000);
  expect(answer).toHaveBeenCalledTimes(1);
  expect(results.map(({ error }) => error)).toEqual([
    'the run before has not ended yet',
    'the run before has not ended yet',
    'Error: the function has not answered within 30 s',
    'the run before has not ended yet',
  ]);
});

it('is over when it is stopped', async () => {
  const { graphs, results, every } = rig();
  every(() => 1);
  graphs.stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(results).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

it.each([
  ['', () => 1, { seconds: 1 }, 'a title has 1 to 200 characters'],
  ['x'.repeat(201), () => 1, { seconds: 1 }, 'a title has 1 to 200 characters'],
  ['Queue', 5, { seconds: 1 }, 'it needs a function'],
  ['Queue', () => 1, { minute: 1 }, '"minute" is no word of an interval'],
])('refuses the title %j, the function %s or the schedule %j', (title, answer, schedule, problem) => {
  const { graphs } = rig();
  const add = (): void => graphs.add(title, answer as () => number, 'interval', schedule as { seconds: number });
  expect(add).toThrow(problem);
  expect(add).toThrow(expect.objectContaining({ code: 'NMD_INVALID_GRAPH' }));
});

it('refuses a title that is taken', () => {
  const { every } = rig();
  every(() => 1);
  expect(() => every(() => 2)).toThrow('there is a graph of that title already');
});

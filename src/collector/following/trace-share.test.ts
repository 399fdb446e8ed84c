import { expect, it } from 'vitest';
import { TraceShare } from './trace-share.ts';

const hot = { method: 'GET', route: '/hot' };
const rare = { method: 'GET', route: '/rare' };

function rig(perSecond: number) {
  const time = { monotonic: 0 };
  const share = new TraceShare(perSecond, { now: () => 0, monotonic: () => time.monotonic });
  const ask = (endpoint: typeof hot): boolean => {
    const isAllowed = share.allows(endpoint);
    if (isAllowed) share.taken(endpoint);
    return isAllowed;
  };
  return { time, share, ask };
}

it('traces a rare endpoint whenever it comes, and a hot one at its rate', () => {
  const { time, ask } = rig(10);
  let hotTraces = 0;
  const rareAnswers: boolean[] = [];
  for (let millis = 0; millis < 20_000; millis += 1) {
    time.monotonic = millis;
    if (ask(hot)) hotTraces += 1;
    if (millis % 5000 === 2500) rareAnswers.push(ask(rare));
  }
  expect(rareAnswers).toEqual([true, true, true, true]);
  expect(hotTraces).toBeGreaterThan(90);
  expect(hotTraces).toBeLessThan(150);
});

it('gives a lone endpoint everything, and its part again once the others are gone', () => {
  const { time, ask } = rig(10);
  let traces = 0;
  ask(rare);
  for (let millis = 0; millis < 180_000; millis += 10) {
    time.monotonic = millis;
    if (ask(hot) && millis >= 120_000) traces += 1;
  }
  expect(traces).toBeGreaterThan(560);
  expect(traces).toBeLessThan(640);
});

it('lets an endpoint with a fresh outlier go first, for a while', () => {
  const { time, share, ask } = rig(10);
  share.prefer(rare);
  expect(ask(hot)).toBe(false);
  expect(ask(rare)).toBe(true);
  expect(ask(hot)).toBe(true);
  share.prefer(rare);
  expect(ask(hot)).toBe(false);
  time.monotonic += 1500;
  expect(ask(hot)).toBe(true);
});

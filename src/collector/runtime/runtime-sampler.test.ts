import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { systemClock } from '../../model/clock.ts';
import { RuntimeSampler } from './runtime-sampler.ts';

const sampler = new RuntimeSampler({ clock: systemClock, sampled() {}, failed() {} });
afterEach(() => sampler.stop());

function block(millis: number): void {
  const until = performance.now() + millis;
  while (performance.now() < until);
}

it('sees a blocked event loop, its processor time and the memory', async () => {
  sampler.start();
  await pause(100);
  block(300);
  await pause(100);
  const { elapsedMillis, loopActiveMillis, loopDelay, cpuMillis, memory } = sampler.sample();
  expect(elapsedMillis).toBeGreaterThanOrEqual(490);
  expect(loopActiveMillis).toBeGreaterThan(290);
  expect(loopActiveMillis).toBeLessThanOrEqual(elapsedMillis);
  expect(loopDelay.maxMillis).toBeGreaterThan(250);
  expect(loopDelay.p50Millis).toBeLessThan(loopDelay.maxMillis);
  expect(cpuMillis).toBeGreaterThan(100);
  expect(memory.residentBytes).toBeGreaterThan(memory.heapUsedBytes);
});

it('tells in each sample only of the time since the last', async () => {
  sampler.start();
  await pause(50);
  block(300);
  await pause(50);
  sampler.sample();
  await pause(100);
  const { elapsedMillis, loopDelay } = sampler.sample();
  expect(elapsedMillis).toBeLessThan(300);
  expect(loopDelay.maxMillis).toBeLessThan(200);
});

import { expect, it } from 'vitest';
import { StartTimes } from './start-times.ts';

function rig() {
  const time = { now: 1_700_000_000_000, monotonic: 5.75 };
  const reads = { now: 0 };
  const now = (): number => {
    reads.now += 1;
    return time.now;
  };
  const starts = new StartTimes({ now, monotonic: () => time.monotonic });
  return { time, reads, start: () => starts.at(time.monotonic) };
}

it('tells close moments by the monotonic clock, in whole milliseconds', () => {
  const { time, reads, start } = rig();
  expect(start()).toBe(1_700_000_000_000);
  time.monotonic += 12.5;
  expect(start()).toBe(1_700_000_000_012);
  expect(reads.now).toBe(1);
});

it('follows a wall clock that was set anew within a tenth of a second', () => {
  const { time, start } = rig();
  start();
  time.now -= 3_600_000;
  time.monotonic += 100;
  expect(start()).toBe(1_700_000_000_000 - 3_600_000);
});

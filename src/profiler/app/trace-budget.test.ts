import { type EventLoopUtilization, performance } from 'node:perf_hooks';
import { afterEach, expect, it, vi } from 'vitest';
import { TraceBudget } from './trace-budget.ts';

const limits = {
  ...{ cpuShare: 0.1, tracesPerSecond: 1000, tracesAtOnce: 10 },
  ...{ busyCpuShare: 0.01, busyDutyShare: 0.05, busyUtilization: 0.7 },
};

function loopIsBusy(utilization: number): void {
  vi.spyOn(performance, 'eventLoopUtilization').mockReturnValue({ utilization } as EventLoopUtilization);
}
/** Traces of this cost in one second. */
function tracesIn(budget: TraceBudget, from: number, cost: { readonly cpu: number; readonly hooked: number }): number {
  let traces = 0;
  for (let now = from; now < from + 1000; now += 1) {
    if (!budget.allows(0, now)) continue;
    budget.started();
    budget.ended(cost.cpu);
    budget.hooked(cost.hooked);
    traces += 1;
  }
  return traces;
}

afterEach(() => {
  vi.restoreAllMocks();
});

it.each([
  ['an idle loop has all of it', 0.2, { cpu: 1, hooked: 1 }, 100],
  ['a busy loop has a tenth of it', 0.9, { cpu: 1, hooked: 1 }, 10],
  ['the hook is on for a small part of a busy loop’s time', 0.9, { cpu: 0.01, hooked: 10 }, 5],
])('%s', (_name, utilization, cost, perSecond) => {
  loopIsBusy(utilization);
  const budget = new TraceBudget(limits, 0);
  for (let second = 0; second < 4; second += 1) tracesIn(budget, second * 1000, cost);
  const traces = tracesIn(budget, 4000, cost);
  expect(traces).toBeGreaterThanOrEqual(perSecond * 0.8);
  expect(traces).toBeLessThanOrEqual(perSecond * 1.2);
});

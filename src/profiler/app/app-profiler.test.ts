import { expect, it } from 'vitest';
import { systemClock } from '../../model/clock.ts';
import { createRequestProfiler } from './app-profiler.ts';

it('is charged for what its hook takes of other requests', async () => {
  const profiler = createRequestProfiler({ clock: systemClock, post: () => {} });
  const costBeside = async (steps: number): Promise<number> => {
    const before = profiler.status.costMillis;
    const trace = profiler.start('awaits');
    trace?.run(() => {});
    for (let step = 0; step < steps; step += 1) await Promise.resolve();
    trace?.discard();
    return profiler.status.costMillis - before;
  };
  const alone = await costBeside(0);
  expect(await costBeside(10_000)).toBeGreaterThan(alone + 1);
  expect(await costBeside(0)).toBeLessThan(alone + 1);
  profiler.stop();
});

import { join } from 'node:path';
import { expect, it } from 'vitest';
import { eventually, pause, startApp, temporaryFolder } from '../support/app-process.ts';
import { DashboardClient } from '../support/dashboard-client.ts';

it('an app of which Node measures the coverage is profiled without samples, and prints nothing of ours', async () => {
  const folder = temporaryFolder();
  const app = await startApp('awkward.mjs', {
    NMD_DATABASE: `sqlite:///${join(folder, 'nmd.db')}`,
    NMD_MONITOR_LEVEL: '3',
    NODE_V8_COVERAGE: join(folder, 'coverage'),
  });
  const dashboard = new DashboardClient(app.url);
  await dashboard.login();
  const { profiling } = await eventually('a profile', async () => {
    await (await fetch(`${app.url}/work`)).arrayBuffer();
    const status = await dashboard.status();
    return status.profiling.profilesStored > 0 ? status : undefined;
  });
  expect(profiling).toMatchObject({ isSampling: false, startMillis: null });
  expect(profiling.disabledReason).toContain('NODE_V8_COVERAGE');
  // Longer than it would take the sampler to be read out.
  await pause(2500);
  expect(app.output()).not.toContain('Cannot retrieve id');
  expect(app.output()).toContain('profiles go on without samples of the processor');
});

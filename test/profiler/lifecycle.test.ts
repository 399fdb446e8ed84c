import { afterEach, describe, expect, it } from 'vitest';
import type { RequestProfilerStatus } from '../../src/profiler/app/request-profiler.ts';
import { TruthServer } from './truth-run.ts';
import { placedTimes } from './truth-score.ts';

const majors = (process.env['NMD_TEST_NODE_MAJORS'] ?? '20,22,24').split(',').map(Number);
let server: TruthServer | null = null;

afterEach(async () => {
  await server?.stop();
  server = null;
});

async function statusOf(of: TruthServer): Promise<RequestProfilerStatus> {
  return JSON.parse(await of.call('/status')) as RequestProfilerStatus;
}

describe.each(majors)('the profiler on Node %i', (major) => {
  it('installs nothing before the first trace, and no hook between traces', async () => {
    server = await TruthServer.start(major, 'none');
    expect(await statusOf(server)).toMatchObject({ isHooked: false, isInstalled: false, traces: 0 });
    await server.call('/nested');
    const { runs, status } = await server.collect();
    expect(runs).toHaveLength(1);
    expect(await statusOf(server)).toMatchObject({ isHooked: false, traces: 1, failures: 0 });
    expect(status).toMatchObject({ isSampling: false, startMillis: null, rotations: 0, disabledReason: null });
  });

  it('accounts for all time without a sampler too, and says so', async () => {
    server = await TruthServer.start(major, 'none');
    await server.call('/mixed');
    const [run] = (await server.collect()).runs;
    const times = run === undefined ? [] : placedTimes(run.profile);
    const sum = times.reduce((total, { millis }) => total + millis, 0);
    expect(run?.profile.notes).toContain('no-sampler');
    expect(run?.profile.samplingPeriodMillis).toBeNull();
    expect(sum / (run?.profile.durationMillis ?? 0)).toBeCloseTo(1, 2);
  });

  it.each([
    ['traced', 100],
    ['not traced', 1],
  ])('names the endpoint that blocked others, when that was %s', async (_name, tracesAtOnce) => {
    server = await TruthServer.start(major, 5, tracesAtOnce);
    await server.call('/nested');
    await server.call('/blocker');
    await server.collect();
    const victim = server.call('/patient');
    while (!(await statusOf(server)).isHooked);
    await Promise.all([victim, server.call('/blocker')]);
    const profile = (await server.collect()).runs.find(({ program }) => program === 'patient')?.profile;
    const queued = profile?.nodes.filter(({ self }) => (self.queue ?? 0) > 100) ?? [];
    expect(queued.map(({ heldBy }) => heldBy)).toEqual(['GET /blocker']);
  });
});

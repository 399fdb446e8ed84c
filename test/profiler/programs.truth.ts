import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StackSample } from '../../src/model/outlier.ts';
import { callProgram, PROGRAMS, type TruthRun, TruthServer } from './truth-run.ts';
import { coverageError, functionError, functionsOf, groupedError, median, placedOnMarks } from './truth-score.ts';

/** The machine takes the processor away for longer than a whole program runs: the median of several runs is judged. */
const RUNS = 7;
const MAXIMUM_RUNS = 28;
const majors = (process.env['NMD_TEST_NODE_MAJORS'] ?? '20,22,24').split(',').map(Number);

describe.each(majors)('on Node %i, sampled each millisecond, the profile', (major) => {
  let server: TruthServer;
  const functionsAlone = new Map<string, ReadonlySet<string>>();

  beforeAll(async () => {
    server = await TruthServer.start(major, 1);
    // The first calls load modules and connect.
    for (const program of PROGRAMS) await callProgram(server, program);
    await server.collect();
  });
  afterAll(() => server.stop());

  async function runs(program: string): Promise<readonly TruthRun[]> {
    const all: TruthRun[] = [];
    while (all.length < MAXIMUM_RUNS) {
      for (let run = 0; run < RUNS; run += 1) await callProgram(server, program);
      all.push(...(await server.collect()).runs);
      if (median(all.map((run) => functionError(run))) <= 0.03) break;
    }
    return all;
  }

  it.each(PROGRAMS)('of %s is true to its functions and lines', async (program) => {
    const all = await runs(program);
    const profiles = all.map(({ profile }) => profile);
    functionsAlone.set(program, functionsOf(profiles));
    expect(all.length % RUNS).toBe(0);
    for (const profile of profiles) expect(coverageError(profile)).toBeLessThan(0.01);
    expect(median(all.map((run) => functionError(run)))).toBeLessThanOrEqual(0.03);
    for (const mark of ['await', 'cpu'] as const) {
      const { all: concerned, right } = placedOnMarks(profiles, mark);
      if (concerned > 0) expect(right / concerned, mark).toBeGreaterThanOrEqual(0.99);
    }
  });

  it('of each of 50 requests in flight is true, and has nothing of another', async () => {
    const all: TruthRun[] = [];
    while (all.length < 200) {
      const mixed = Array.from({ length: 50 }, (_, index) => PROGRAMS[index % PROGRAMS.length] ?? 'cpu');
      await Promise.all(mixed.map((program) => callProgram(server, program)));
      all.push(...(await server.collect()).runs);
      if (median(all.map((run) => functionError(run))) <= 0.03) break;
    }
    expect(all.length % 50).toBe(0);
    for (const { profile } of all) expect(coverageError(profile)).toBeLessThan(0.01);
    expect(median(all.map((run) => functionError(run)))).toBeLessThanOrEqual(0.03);
    for (const { program, profile } of all) {
      const others = PROGRAMS.filter((other) => other !== program).flatMap((other) => [
        ...(functionsAlone.get(other) ?? []),
      ]);
      const own = functionsAlone.get(program) ?? new Set();
      const foreign = [...functionsOf([profile])].filter((name) => others.includes(name) && !own.has(name));
      expect(foreign, program).toEqual([]);
    }
  });

  it('tells where a request hangs that waits for an answer that never comes', async () => {
    const stuck = server.call('/stuck').catch(() => null);
    await new Promise((resolve) => setTimeout(resolve, 500));
    const [likeliest] = JSON.parse(await server.call('/pending')) as readonly StackSample[];
    const line = likeliest?.lines.find(({ origin }) => origin === 'app');
    expect(likeliest?.kind).toBe('waiting');
    expect(line?.function).toBe('stuck');
    expect(line?.code).toContain('// @stuck');
    await server.stop();
    await stuck;
  });
});

describe.each(majors)('on Node %i, with the default sampling,', (major) => {
  let server: TruthServer;

  beforeAll(async () => {
    server = await TruthServer.start(major, 5);
    for (const program of PROGRAMS) await callProgram(server, program);
    await server.collect();
  });
  afterAll(() => server.stop());

  it.each(PROGRAMS)('20 requests of %s together are true within 5 percent', async (program) => {
    const errors: number[] = [];
    while (errors.length < 5) {
      for (let run = 0; run < 20; run += 1) await callProgram(server, program);
      const { runs } = await server.collect();
      expect(runs).toHaveLength(20);
      errors.push(groupedError(runs));
      if (median(errors) <= 0.05) break;
    }
    expect(median(errors)).toBeLessThanOrEqual(0.05);
  });
});

import { expect, it } from 'vitest';
import type { StatusAnswer } from '../../../../src/api/contract.ts';
import { profilingFacts } from './profiling-facts.ts';

const following = {
  ...{ outliers: 3, outliersOverLimit: 1, traces: 120, tracesRefused: 40 },
  ...{ tracingMillis: 90, tracingFailures: 0 },
};
const profiling = {
  ...{ profiles: 12, profilesStored: 12, profilesLost: 0, isSampling: true, disabledReason: null },
  ...{ startMillis: 7, rotationMillis: 0.4, longestRotationMillis: 3 },
};

function facts(of: { following?: Partial<typeof following>; profiling?: Partial<StatusAnswer['profiling']> } = {}) {
  const status = {
    following: { ...following, ...of.following },
    profiling: { ...profiling, ...of.profiling },
  } as StatusAnswer;
  return new Map(profilingFacts(status).map((fact) => [fact.name, fact]));
}

it('tells what the sampler’s start and each second cost', () => {
  expect(facts().get('Its start stopped the app for')).toMatchObject({ value: '7.00\u00a0ms', state: undefined });
  expect(facts().get('Each second it stops the app for')?.hint).toContain('3.00\u00a0ms');
  expect(facts({ profiling: { startMillis: 800 } }).get('Its start stopped the app for')?.state).toBe('warning');
});

it('says why a sampler has given up', () => {
  const given = facts({ profiling: { isSampling: false, disabledReason: 'the app does not answer' } });
  expect(given.get('Sampler')).toMatchObject({ hint: 'the app does not answer', state: 'warning' });
  expect(given.has('Each second it stops the app for')).toBe(false);
});

it('speaks of failures and losses only where there are any', () => {
  expect(facts().has('Failed to follow')).toBe(false);
  expect(facts().get('Profiles')?.state).toBeUndefined();
  const bad = facts({ following: { tracingFailures: 2 }, profiling: { profilesLost: 1 } });
  expect(bad.get('Failed to follow')?.state).toBe('warning');
  expect(bad.get('Profiles')?.state).toBe('warning');
});

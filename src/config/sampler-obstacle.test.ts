import { expect, it } from 'vitest';
import { samplerObstacle } from './sampler-obstacle.ts';

it.each([
  [[], {}, null],
  [['--inspect', '--cpu-profile-of-mine'], { NODE_V8_COVERAGE: '' }, null],
  [['--import', 'x', '--cpu-prof'], {}, '--cpu-prof'],
  [[], { NODE_OPTIONS: '--no-warnings --cpu-prof-dir=/tmp --cpu-prof' }, '--cpu-prof'],
  [[], { NODE_V8_COVERAGE: 'coverage' }, 'NODE_V8_COVERAGE'],
] as const)('with %j and %j it is %s', (execArgv, environment, named) => {
  const reason = samplerObstacle(execArgv, environment);
  if (named === null) expect(reason).toBeNull();
  else expect(reason).toContain(named);
});

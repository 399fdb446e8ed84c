import type { StatusAnswer } from '../../../../src/api/contract.ts';
import type { Fact } from '../../components/facts.tsx';
import { formatExactCount } from '../../format/count.ts';
import { formatDuration } from '../../format/duration.ts';

/** A stop of the app that people notice. */
const LONG_STOP_MILLIS = 100;

/** What levels 2 and 3 do, and what they cost the app. */
export function profilingFacts({ following, profiling }: StatusAnswer): readonly Fact[] {
  return [
    ...samplerFacts(profiling),
    {
      name: 'Requests followed',
      value: formatExactCount(following.traces),
      hint: `${formatExactCount(following.tracesRefused)} more were not, as the budget was used up`,
    },
    { name: 'That took', value: formatDuration(following.tracingMillis), hint: 'Of the app’s thread, all together' },
    ...failureFacts(following),
    {
      name: 'Outliers',
      value: formatExactCount(following.outliers),
      hint: `${formatExactCount(following.outliersOverLimit)} more were over the limit per endpoint and minute`,
    },
    {
      name: 'Profiles',
      value: formatExactCount(profiling.profilesStored),
      hint: profiling.profilesLost > 0 ? `${formatExactCount(profiling.profilesLost)} more were lost` : 'Stored',
      state: profiling.profilesLost > 0 ? 'warning' : undefined,
    },
  ];
}

function samplerFacts(profiling: StatusAnswer['profiling']): readonly Fact[] {
  const { isSampling, disabledReason, startMillis, rotationMillis, longestRotationMillis } = profiling;
  if (disabledReason !== null) {
    return [{ name: 'Sampler', value: 'has given up', hint: disabledReason, state: 'warning' }];
  }
  if (startMillis === null) return [{ name: 'Sampler', value: isSampling ? 'starts' : 'off' }];
  return [
    { name: 'Sampler', value: isSampling ? 'on' : 'off', hint: 'On while an endpoint is at level 3' },
    {
      name: 'Its start stopped the app for',
      value: formatDuration(startMillis),
      hint: 'Once: V8 goes through the whole heap',
      state: startMillis > LONG_STOP_MILLIS ? 'warning' : undefined,
    },
    {
      name: 'Each second it stops the app for',
      value: formatDuration(rotationMillis),
      hint: `${formatDuration(longestRotationMillis)} at most so far`,
    },
  ];
}

function failureFacts({ tracingFailures }: StatusAnswer['following']): readonly Fact[] {
  if (tracingFailures === 0) return [];
  const value = formatExactCount(tracingFailures);
  return [{ name: 'Failed to follow', value, hint: 'These requests have no profile', state: 'warning' }];
}

import { TIME_STEPS, type TimeStep } from '../../model/metrics-query.ts';
import type { TimeRange } from '../../model/time-range.ts';
import { invalidInput } from '../problem.ts';
import type { QueryPart } from './query-part.ts';

export const STEP_MILLIS: Readonly<Record<TimeStep, number>> = {
  '1m': 60_000,
  '5m': 300_000,
  '15m': 900_000,
  '1h': 3_600_000,
  '6h': 21_600_000,
  '1d': 86_400_000,
};
/** As many points as a chart can show apart. */
const COMFORTABLE_BUCKETS = 120;
/** Ten years of days. */
const MAX_BUCKETS = 4000;

/** Null when the width is to be chosen. */
export const step: QueryPart<TimeStep | null> = {
  parameters: [
    {
      name: 'step',
      description: `Width of the \`time\` buckets. Default: the narrowest that gives at most ${COMFORTABLE_BUCKETS}.`,
      schema: { type: 'string', enum: TIME_STEPS },
    },
  ],
  read(reader) {
    const value = reader.one('step');
    if (value !== null && !isStep(value)) reader.reject('step', value, `one of ${TIME_STEPS.join(', ')}`);
    return value as TimeStep | null;
  },
};

/** @throws ApiProblem 400 when the asked width cuts the range into too many buckets. */
export function chooseStep({ from, to }: TimeRange, asked: TimeStep | null): TimeStep {
  const buckets = (width: TimeStep): number => (to - from) / STEP_MILLIS[width];
  if (asked === null) return TIME_STEPS.find((width) => buckets(width) <= COMFORTABLE_BUCKETS) ?? '1d';
  if (buckets(asked) <= MAX_BUCKETS) return asked;
  const wideEnough = TIME_STEPS.filter((width) => buckets(width) <= MAX_BUCKETS);
  throw invalidInput('invalid-query', [
    { name: 'step', value: asked, allowed: `for this range one of ${wideEnough.join(', ')}` },
  ]);
}

function isStep(value: string): value is TimeStep {
  return (TIME_STEPS as readonly string[]).includes(value);
}

import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { MetricsAnswer } from '../../../src/api/contract.ts';
import type { TimeRange } from '../../../src/model/time-range.ts';
import { fetchMetrics, type MetricsQuestion } from './api-client.ts';
import { type Baseline, baselineOf, type Comparison } from './comparison.ts';
import { queryKeys } from './query-keys.ts';
import { lengthOf, rangeOf } from './time-choice.ts';
import { alignedRange, stepFor } from './time-step.ts';
import { useVersions } from './use-dimension-values.ts';
import { useView } from './use-view.ts';
import { useZone } from './zone.ts';

/** What a chart asks; range, filters and zone come from the view. */
export interface ChartQuestion
  extends Pick<MetricsQuestion, 'metrics' | 'dimensions' | 'endpoints' | 'limit' | 'step'> {
  /** False: waits for something else, or is not shown. */
  readonly enabled?: boolean;
}

const MOST_BUCKETS = 168;
/** Late records may still arrive for so long. */
const SETTLING_MILLIS = 60_000;

export function useMetrics(question: ChartQuestion): UseQueryResult<MetricsAnswer> {
  const { time } = useView();
  return useRangedMetrics(question, {
    place: time,
    settled: time.kind === 'fixed' && time.to < Date.now() - SETTLING_MILLIS,
    version: null,
    range: () => rangeOf(time, Date.now()),
  });
}

/** The same question of the time to compare with; no data when nothing is compared. */
export function useBaselineMetrics(question: ChartQuestion, asked?: Comparison): UseQueryResult<MetricsAnswer> {
  const view = useView();
  const { time } = view;
  const comparison = asked ?? view.comparison;
  const baseline = useBaseline(comparison);
  const current = baseline();
  return useRangedMetrics(
    { ...question, enabled: question.enabled !== false && current !== null },
    {
      place: [time, comparison],
      settled: false,
      version: current?.version ?? null,
      range: () => baseline()?.range ?? rangeOf(time, Date.now()),
    },
  );
}

/** Answers the time to compare the chosen range with, as of now. */
function useBaseline(comparison: Comparison): () => Baseline | null {
  const { time } = useView();
  const versions = useVersions({ enabled: comparison.kind === 'version' });
  const version =
    comparison.kind === 'version'
      ? versions.data?.versions.find((each) => each.version === comparison.version)
      : undefined;
  const lastSeen = version === undefined ? null : Date.parse(version.lastSeen);
  return () => baselineOf(comparison, rangeOf(time, Date.now()), lastSeen);
}

interface Place {
  readonly place: unknown;
  /** The range is over, so that live changes do not concern it. */
  readonly settled: boolean;
  /** Replaces the view's own filter. */
  readonly version: string | null;
  /** Called at each fetch, so that the range follows the clock. */
  readonly range: () => TimeRange;
}

function useRangedMetrics({ enabled = true, ...asked }: ChartQuestion, place: Place): UseQueryResult<MetricsAnswer> {
  const { filters, time } = useView();
  const timezone = useZone();
  const step = asked.dimensions.includes('time') ? (asked.step ?? stepFor(lengthOf(time), MOST_BUCKETS)) : null;
  const question = {
    ...asked,
    filters: place.version === null ? filters : { ...filters, version: place.version },
    timezone,
    ...(step === null ? {} : { step }),
  };
  return useQuery({
    queryKey: queryKeys.metrics(question, place.place),
    queryFn: ({ signal }) => {
      const range = place.range();
      return fetchMetrics({ ...question, range: step === null ? range : alignedRange(range, step, timezone) }, signal);
    },
    enabled,
    // A question that is not asked any more has no answer either.
    ...(enabled ? { placeholderData: keepPreviousData } : {}),
    meta: { settled: place.settled },
  });
}

import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { GraphPointsAnswer, GraphsAnswer } from '../../../src/api/graph-contract.ts';
import type { TimeStep } from '../../../src/model/metrics-query.ts';
import { isoRange } from './api-client.ts';
import { queryKeys } from './query-keys.ts';
import { lengthOf, rangeOf } from './time-choice.ts';
import { alignedRange, stepFor } from './time-step.ts';
import { get } from './transport.ts';
import { useView } from './use-view.ts';

/** Bars of a few pixels. */
const MOST_BUCKETS = 240;
const MOST_POINTS = 10_000;

export function useGraphs(): UseQueryResult<GraphsAnswer> {
  return useQuery({ queryKey: queryKeys.graphs, queryFn: ({ signal }) => get<GraphsAnswer>('graphs', {}, signal) });
}

export interface GraphPoints extends GraphPointsAnswer {
  readonly step: TimeStep;
  /** Buckets lie on UTC. */
  readonly timezone: 'UTC';
}

/** Values in the chosen time, averaged where they lie too close to be told apart. */
export function useGraphPoints(id: number): UseQueryResult<GraphPoints> {
  const { time } = useView();
  const step = stepFor(lengthOf(time), MOST_BUCKETS);
  return useQuery({
    queryKey: queryKeys.graphPoints(id, step, time),
    queryFn: async ({ signal }): Promise<GraphPoints> => {
      const range = alignedRange(rangeOf(time, Date.now()), step, 'UTC');
      const answer = await get<GraphPointsAnswer>(
        `graphs/${id}`,
        { ...isoRange(range), step, limit: MOST_POINTS },
        signal,
      );
      return { ...answer, step, timezone: 'UTC' };
    },
    placeholderData: keepPreviousData,
  });
}

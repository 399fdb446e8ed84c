import type { DurationCount } from '../../model/duration-count.ts';

/** An endpoint's requests on one side of a report. */
export interface EndpointSample {
  readonly requests: number;
  /** Of them, answered with a status from 400 to 599. */
  readonly errors: number;
  /** Shortest first. */
  readonly durations: readonly DurationCount[];
  /** Requests by status code. */
  readonly statusCodes: ReadonlyMap<number, number>;
}

export const NO_REQUESTS: EndpointSample = { requests: 0, errors: 0, durations: [], statusCodes: new Map() };

/** Both sides of a report. */
export interface Sides<Side> {
  readonly baseline: Side;
  readonly comparison: Side;
}

export type EndpointSamples = Sides<EndpointSample>;

/** The value that half of the durations do not exceed. */
export function medianOf(durations: readonly DurationCount[]): number | null {
  const half = durations.reduce((sum, { count }) => sum + count, 0) / 2;
  let seen = 0;
  for (const { millis, count } of durations) {
    seen += count;
    if (seen >= half) return millis;
  }
  return null;
}

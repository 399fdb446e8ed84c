import type { DurationMillis } from './clock.ts';
import type { EndpointKey } from './endpoint.ts';

/** How long requests of an endpoint usually take, over all processes and a recent while. */
export interface EndpointAverage extends EndpointKey {
  readonly requests: number;
  readonly averageMillis: DurationMillis;
  readonly medianMillis: DurationMillis;
  readonly p99Millis: DurationMillis;
}

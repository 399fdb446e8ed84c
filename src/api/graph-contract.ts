/** Answers of the routes about custom graphs. See `contract.ts`. */

/** `GET /api/graphs`, by title. */
export interface GraphsAnswer {
  readonly graphs: readonly ApiGraph[];
}

export interface ApiGraph {
  readonly id: number;
  readonly title: string;
  readonly trigger: 'cron' | 'interval' | 'date';
  /** For people. */
  readonly schedule: string;
  /** Null when there is none any more. */
  readonly nextRun: string | null;
  /** Null before the first. */
  readonly lastRun: string | null;
  /** Of its function; null once it answers again. */
  readonly lastError: { readonly time: string; readonly message: string } | null;
}

/** `GET /api/graphs/:id?from&to&step`, by time. */
export interface GraphPointsAnswer {
  readonly points: readonly ApiGraphPoint[];
  readonly from: string;
  readonly to: string;
}

export interface ApiGraphPoint {
  readonly time: string;
  /** Null for the values of a graph that answers a single number. */
  readonly series: string | null;
  readonly value: number;
}

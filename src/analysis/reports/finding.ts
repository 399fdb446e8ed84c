export const VERDICTS = ['better', 'worse', 'no-evidence', 'too-little-data'] as const;
export type Verdict = (typeof VERDICTS)[number];

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** What one question about one endpoint gave. */
export interface Finding {
  readonly verdict: Verdict;
  /** What the question is about, before and now; null without requests. */
  readonly baseline: number | null;
  readonly comparison: number | null;
  /** Of latency and traffic: now divided by before. Of the error rate: now minus before. Null when it cannot be told. */
  readonly effect: number | null;
  /** Of the effect, 95 %. */
  readonly interval: Interval | null;
  /** The chance of a difference as large as this when nothing has changed; null when nothing was tested. */
  readonly pValue: number | null;
}

/** A finding before it is known how many others there are. */
export interface Measurement extends Omit<Finding, 'verdict'> {
  /** In which direction, and whether far enough that anybody should care. */
  readonly tendency: 'better' | 'worse' | null;
}

export const NOTHING_MEASURED: Omit<Measurement, 'baseline' | 'comparison'> = {
  effect: null,
  interval: null,
  pValue: null,
  tendency: null,
};

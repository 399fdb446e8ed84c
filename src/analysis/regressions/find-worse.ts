import type { RegressionQuestion } from '../../model/regression.ts';
import { REGRESSION_QUESTIONS } from '../../model/regression.ts';
import type { EndpointSample, EndpointSamples } from '../reports/endpoint-sample.ts';
import { believed } from '../reports/false-discoveries.ts';
import type { Interval, Measurement } from '../reports/finding.ts';
import { measureErrors } from '../reports/measure-errors.ts';
import { measureLatency } from '../reports/measure-latency.ts';

/** What a report shows from 5 % on needs nobody's attention below this: days differ by as much. */
const SMALLEST_RATIO = 1.1;

/** An endpoint now, and once or several times before. */
export interface WatchedEndpoint {
  readonly endpointId: number;
  readonly comparison: EndpointSample;
  /** It has to be worse than at each of these times that has enough requests. */
  readonly baselines: readonly EndpointSample[];
}

/** What all of a measurement's figures are known of. */
export interface Worsening {
  readonly before: number;
  readonly now: number;
  readonly effect: number;
  readonly interval: Interval;
  readonly pValue: number;
}

export interface WorseEndpoint extends Worsening {
  readonly endpointId: number;
  readonly question: RegressionQuestion;
  /** Position of the baseline that it differs from least. */
  readonly baseline: number;
}

const MEASURES: Readonly<Record<RegressionQuestion, (samples: EndpointSamples) => Measurement>> = {
  latency: measureLatency,
  errorRate: measureErrors,
};

/**
 * The endpoints that are worse than at every time before, by the tests of reports: of each question those that
 * Benjamini and Hochberg's procedure believes at `rate`. Of several times before the weakest evidence counts, so that
 * a single odd day is no baseline.
 */
export function findWorse(endpoints: readonly WatchedEndpoint[], rate: number): readonly WorseEndpoint[] {
  return REGRESSION_QUESTIONS.flatMap((question) => {
    const tested = endpoints.flatMap((endpoint) => weakest(question, endpoint) ?? []);
    const isBelieved = believed(
      tested.map(({ pValue }) => pValue),
      rate,
    );
    return tested.filter((worse, index) => isBelieved[index] && worse.isLarge).map(({ isLarge: _, ...worse }) => worse);
  });
}

/** Null where there is too little to say anything. */
export function measureWorsening(
  question: RegressionQuestion,
  samples: EndpointSamples,
): (Worsening & { readonly isLarge: boolean }) | null {
  const { baseline: before, comparison: now, effect, interval, pValue, tendency } = MEASURES[question](samples);
  if (before === null || now === null || effect === null || interval === null || pValue === null) return null;
  const isLarge = tendency === 'worse' && (question !== 'latency' || effect >= SMALLEST_RATIO);
  return { before, now, effect, interval, pValue, isLarge };
}

/** No longer worse, and surely not by as much as it was. */
export function isBackToNormal(
  found: { readonly effect: number },
  now: Worsening & { readonly isLarge: boolean },
): boolean {
  return !now.isLarge && now.interval.high < found.effect;
}

function weakest(
  question: RegressionQuestion,
  { endpointId, comparison, baselines }: WatchedEndpoint,
): (WorseEndpoint & { readonly isLarge: boolean }) | null {
  const measured = baselines.flatMap((baseline, index) => {
    const worsening = measureWorsening(question, { baseline, comparison });
    return worsening === null ? [] : [{ endpointId, question, baseline: index, ...worsening }];
  });
  const [least] = measured.toSorted((left, right) => left.effect - right.effect);
  if (least === undefined) return null;
  const pValue = Math.max(...measured.map((each) => each.pValue));
  return { ...least, pValue, isLarge: measured.every(({ isLarge }) => isLarge) };
}

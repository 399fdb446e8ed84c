import type { EpochMillis } from '../../../model/clock.ts';
import type { TimeRange } from '../../../model/time-range.ts';
import type { ExactRollups, Facet } from './exact-rollups.ts';
import type { FigureSource } from './figure-rows.ts';
import { facetHorizons, planSegments } from './horizons.ts';
import type { Question } from './question.ts';
import { rawHorizon } from './raw-horizon.ts';
import type { Segment } from './segments.ts';

/** Where the figures of a question are read. */
export interface ReadingPlan {
  readonly facet: Facet;
  readonly segments: readonly Segment[];
  /** From when on hours answer the question; infinite when they do not. */
  readonly hoursFrom: EpochMillis;
}

/**
 * How a settled range is read. Exact as long as few enough raw requests are read. Beyond that the older ones count as retention had taken them:
 * whole buckets answer for them, or nothing where no rollup can.
 */
export async function planReading(
  source: FigureSource,
  question: Pick<Question, 'filters'>,
  { facet, sources, rough, sumsAnswer, range }: ExactRollups & { readonly range: TimeRange },
): Promise<ReadingPlan> {
  const horizons = await facetHorizons(source.db, facet);
  const hoursFrom = sumsAnswer ? (horizons.hour ?? 0) : Number.POSITIVE_INFINITY;
  const segments = planSegments(range, { sources, rough, horizons });
  const daysFrom = sources.length + rough.length > 0 ? (horizons.day ?? 0) : Number.POSITIVE_INFINITY;
  const raw = await rawHorizon(source, question, { segments, daysFrom, daysFit: sources.includes('day') });
  if (raw <= (horizons.raw ?? 0)) return { facet, segments, hoursFrom };
  return { facet, segments: planSegments(range, { sources, rough, horizons: { ...horizons, raw } }), hoursFrom };
}

import type { Kysely } from 'kysely';
import type { TimeRange } from '../../../model/time-range.ts';
import type { Tables } from '../tables.ts';
import type { ExactRollups, Facet } from './exact-rollups.ts';
import { facetHorizons, planSegments } from './horizons.ts';
import type { Question } from './question.ts';
import { rawHorizon } from './raw-horizon.ts';
import type { Segment } from './segments.ts';
import { settledRange } from './settled-range.ts';

/** Where the figures of a question are read. */
export interface ReadingPlan {
  readonly facet: Facet;
  readonly segments: readonly Segment[];
}

/**
 * Exact as long as few enough raw requests are read. Beyond that the older ones count as retention had taken them:
 * whole buckets answer for them, or nothing where no rollup can.
 */
export async function planReading(
  db: Kysely<Tables>,
  question: Pick<Question, 'filters' | 'isTimed'>,
  { facet, sources, rough, range }: ExactRollups & { readonly range: TimeRange },
): Promise<ReadingPlan> {
  const settled = await settledRange(db, range);
  const horizons = await facetHorizons(db, facet);
  const segments = planSegments(settled, { sources, rough, horizons });
  const daysFrom = sources.length + rough.length > 0 ? (horizons.day ?? 0) : Number.POSITIVE_INFINITY;
  const raw = await rawHorizon(db, question, { segments, daysFrom });
  if (raw <= (horizons.raw ?? 0)) return { facet, segments };
  return { facet, segments: planSegments(settled, { sources, rough, horizons: { ...horizons, raw } }) };
}

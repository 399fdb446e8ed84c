import { DIMENSIONS, METRICS } from '../../model/metrics-query.ts';
import type { MetricsQuestion } from '../answers/metrics-answer.ts';
import { choices } from './choices.ts';
import { filters } from './filters.ts';
import { limit } from './limit.ts';
import type { QueryParts } from './query-part.ts';
import { step } from './step.ts';
import { timeRange } from './time-range.ts';
import { timezone } from './timezone.ts';

/** What `/metrics` and its export are asked. */
export const metricsQuestion: QueryParts<MetricsQuestion> = {
  metrics: choices('metrics', METRICS, { description: 'What is measured.', fallback: ['requests'] }),
  dimensions: choices('dimensions', DIMENSIONS, { description: 'What it is split by.', fallback: [] }),
  range: timeRange,
  filters,
  timezone,
  step,
  limit: limit({ fallback: 1000, max: 10_000 }),
};

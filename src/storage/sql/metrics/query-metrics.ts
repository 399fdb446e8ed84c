import type { MetricsQuery, MetricsRow } from '../../../model/metrics-query.ts';
import { timeZone } from '../../../rollup/time-zone.ts';
import type { DistributionRow } from '../../storage.ts';
import type { UnfoldedRequests } from '../unfolded-requests.ts';
import { answerRows } from './answer-rows.ts';
import { exactRollups } from './exact-rollups.ts';
import type { FigureSource } from './figure-rows.ts';
import { MetricsReader } from './metrics-reader.ts';
import { type MetricsGroup, MetricsTable } from './metrics-table.ts';
import { type Question, questionOf } from './question.ts';
import { measured, RawReader } from './raw-reader.ts';
import { planReading, type ReadingPlan } from './reading-plan.ts';
import { settledRange } from './settled-range.ts';
import { foldedRanges, readUnfolded } from './unfolded.ts';

const MICROS_PER_MILLI = 1000;

/** One moment of the database. */
export interface Snapshot extends FigureSource {
  readonly unfolded: UnfoldedRequests;
}

/** Answers the one question type of all charts from rollups, and from raw requests only at the edges. */
export async function queryMetrics(snapshot: Snapshot, query: MetricsQuery): Promise<readonly MetricsRow[]> {
  return answerRows(snapshot.db, query, await queryGroups(snapshot, query));
}

/** As `queryMetrics`, with what percentiles are made of instead of percentiles. */
export async function queryDistributions(
  snapshot: Snapshot,
  question: Omit<MetricsQuery, 'metrics'>,
): Promise<readonly DistributionRow[]> {
  const query: MetricsQuery = { ...question, metrics: ['requests', 'errors', 'sum', 'p50'] };
  const groups = await queryGroups(snapshot, query);
  const rows = await answerRows(snapshot.db, { ...query, metrics: [] }, groups);
  return groups.map(({ summary }, index) => ({
    row: rows[index] ?? {},
    requests: summary.requests,
    errors: summary.errors,
    durationMillis: summary.sum / MICROS_PER_MILLI,
    durations: summary.distribution(),
  }));
}

async function queryGroups(snapshot: Snapshot, query: MetricsQuery): Promise<readonly MetricsGroup[]> {
  const question = await questionOf(snapshot.db, query);
  const range = await settledRange(snapshot.db, query.range);
  const exact = exactRollups({ ...query, range }, timeZone(query.timezone));
  const plan = await planReading(snapshot, question, { ...exact, range });
  return busiestGroups(snapshot, query, { question, plan, raw: new RawReader(snapshot, question) });
}

interface Planned {
  readonly question: Question;
  readonly plan: ReadingPlan;
  readonly raw: RawReader;
}

/** Of more labels than are asked for, the busiest are found out first: only their sketches are worth reading. */
async function busiestGroups(
  snapshot: Snapshot,
  query: MetricsQuery,
  planned: Planned,
): Promise<readonly MetricsGroup[]> {
  const { question } = planned;
  const column = question.columns.find((each) => each === 'group_id' || each === 'ip_id');
  if (!question.needsSketch || column === undefined) return readGroups(snapshot, query, planned);
  const totals = await readGroups(snapshot, query, {
    ...planned,
    question: { ...question, needsSketch: false, figures: [] },
  });
  if (totals.length < query.limit) return readGroups(snapshot, query, planned);
  const at = query.dimensions.indexOf(column === 'group_id' ? 'group' : 'ip');
  const ids = [...new Set(totals.map(({ values }) => values[at] ?? 0))];
  const filters = [...question.filters.filter((filter) => filter.column !== column), { column, ids }];
  return readGroups(snapshot, query, { ...planned, question: { ...question, filters } });
}

async function readGroups(
  { unfolded, ...source }: Snapshot,
  query: MetricsQuery,
  { question, plan, raw }: Planned,
): Promise<readonly MetricsGroup[]> {
  const zone = timeZone(query.timezone);
  const table = new MetricsTable(query, zone);
  const reader = new MetricsReader({ source, question, zone, plan, raw, table });
  for (const segment of plan.segments) await reader.read(segment);
  readUnfolded(
    await unfolded.read(source.db, plan.facet),
    { filters: question.filters, ranges: foldedRanges(plan.segments) },
    (request) => {
      table.add(measured(request, question));
    },
  );
  return table.largest(query.limit, query.dimensions);
}

import type { Kysely } from 'kysely';
import type { Dimension, MetricsQuery, MetricsRow } from '../../../model/metrics-query.ts';
import { timeZone } from '../../../rollup/time-zone.ts';
import { readFoldedId } from '../fold-marks.ts';
import { labelTexts } from '../label-texts.ts';
import type { Tables } from '../tables.ts';
import { exactRollups } from './exact-rollups.ts';
import { facetHorizons, planSegments } from './horizons.ts';
import { type MetricsGroup, MetricsTable, metricOf } from './metrics-table.ts';
import { LABEL_TABLES, type LabelDimension, questionOf } from './question.ts';
import { readRaw, readUnfolded } from './raw-reader.ts';
import { readRollups } from './rollup-reader.ts';
import { settledRange } from './settled-range.ts';
import { foldedRanges } from './unfolded.ts';

/** Answers the one question type of all charts from rollups, and from raw requests only at the edges. */
export async function queryMetrics(db: Kysely<Tables>, query: MetricsQuery): Promise<readonly MetricsRow[]> {
  const zone = timeZone(query.timezone);
  const question = await questionOf(db, query);
  const table = new MetricsTable(query, zone);
  const { facet, resolutions, rough } = exactRollups(query, zone);
  const horizons = await facetHorizons(db, facet);
  const segments = planSegments(await settledRange(db, query.range), { resolutions, rough, horizons });
  for (const segment of segments) {
    const { source } = segment;
    if (source === 'raw') await readRaw(db, question, segment, (row) => table.add(row));
    else {
      for (const part of question.isTimed ? zone.partsOfOneOffset(segment) : [{ ...segment, offset: 0 }]) {
        for (const row of await readRollups(db, question, { ...part, source, facet })) table.add(row);
      }
    }
  }
  const foldedId = await readFoldedId(db, facet);
  for (const range of foldedRanges(segments)) {
    await readUnfolded(db, question, { ...range, foldedId }, (row) => table.add(row));
  }
  const groups = table.largest(query.limit, query.dimensions);
  const labels = await readLabels(db, query.dimensions, groups);
  return groups.map((group) => answerRow(query, group, labels));
}

type Labels = Partial<Record<LabelDimension, ReadonlyMap<number, string>>>;

async function readLabels(
  db: Kysely<Tables>,
  dimensions: readonly Dimension[],
  groups: readonly MetricsGroup[],
): Promise<Labels> {
  const labels: Labels = {};
  for (const [index, dimension] of dimensions.entries()) {
    if (!isLabelDimension(dimension)) continue;
    const ids = groups.map((group) => group.values[index] ?? 0);
    labels[dimension] = await labelTexts(db, LABEL_TABLES[dimension], ids);
  }
  return labels;
}

function isLabelDimension(dimension: Dimension): dimension is LabelDimension {
  return dimension in LABEL_TABLES;
}

function answerRow(
  { dimensions, metrics }: MetricsQuery,
  { values, summary }: MetricsGroup,
  labels: Labels,
): MetricsRow {
  const row: Record<string, string | number | null> = {};
  for (const [index, dimension] of dimensions.entries()) {
    const value = values[index] ?? 0;
    row[dimension] = isLabelDimension(dimension) ? (labels[dimension]?.get(value) ?? null) : value;
  }
  for (const metric of metrics) row[metric] = metricOf(metric, summary);
  return row as MetricsRow;
}

import type { Kysely } from 'kysely';
import type { Dimension, MetricsQuery, MetricsRow } from '../../../model/metrics-query.ts';
import { OTHER_FACET, OTHER_TEXT } from '../../../rollup/label-cap.ts';
import { labelTexts } from '../label-texts.ts';
import { NO_LABEL, type Tables } from '../tables.ts';
import { type MetricsGroup, metricOf } from './metrics-table.ts';
import { LABEL_TABLES, type LabelDimension } from './question.ts';

type Labels = Partial<Record<LabelDimension, ReadonlyMap<number, string>>>;

/** The groups as people ask for them: labels as texts, metrics computed. */
export async function answerRows(
  db: Kysely<Tables>,
  query: MetricsQuery,
  groups: readonly MetricsGroup[],
): Promise<readonly MetricsRow[]> {
  const labels = await readLabels(db, query.dimensions, groups);
  return groups.map((group) => answerRow(query, group, labels));
}

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
    row[dimension] = isLabelDimension(dimension) ? (labels[dimension]?.get(value) ?? null) : plain(dimension, value);
  }
  for (const metric of metrics) row[metric] = metricOf(metric, summary);
  return row as MetricsRow;
}

/** Instances are told by their id; of those beyond the cap there is none. */
function plain(dimension: Dimension, value: number): string | number | null {
  if (dimension !== 'instance') return value;
  if (value === OTHER_FACET) return OTHER_TEXT;
  return value === NO_LABEL ? null : value;
}

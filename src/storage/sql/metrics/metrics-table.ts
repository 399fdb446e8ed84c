import type { Dimension, Metric, MetricsQuery } from '../../../model/metrics-query.ts';
import { DurationSummary } from '../../../rollup/duration-summary.ts';
import type { TimeZone } from '../../../rollup/time-zone.ts';
import { isTimeDimension, localBuckets } from './local-buckets.ts';
import type { MeasuredRow } from './measured-row.ts';
import { columnOf } from './question.ts';

export interface MetricsGroup {
  /** One per asked dimension; labels still as ids. */
  readonly values: readonly number[];
  readonly summary: DurationSummary;
}

/** Groups by their values, one level for each: this is looked into for every row. */
class GroupNode {
  readonly #next = new Map<number, GroupNode>();
  group: MetricsGroup | null = null;

  under(value: number): GroupNode {
    let node = this.#next.get(value);
    if (node === undefined) {
      node = new GroupNode();
      this.#next.set(value, node);
    }
    return node;
  }
}

/** Adds rows up under the asked dimensions. */
export class MetricsTable {
  readonly #readers: readonly ((row: MeasuredRow) => number)[];
  readonly #root = new GroupNode();
  readonly #groups: MetricsGroup[] = [];

  constructor({ dimensions, step }: Pick<MetricsQuery, 'dimensions' | 'step'>, zone: TimeZone) {
    this.#readers = dimensions.map((dimension) => {
      if (isTimeDimension(dimension)) {
        const bucket = localBuckets(dimension, step, zone);
        return (row) => bucket(row.time ?? 0);
      }
      const column = columnOf(dimension);
      return (row) => (column === undefined ? 0 : (row[column] ?? 0));
    });
  }

  add(row: MeasuredRow): void {
    const { summary } = this.#groupOf(row);
    const { requests, errors = 0, sum_micros: sum = 0, min_micros: min = 0, max_micros: max = 0, sketch, joined } = row;
    if (joined !== undefined) summary.mergeJoined({ requests, errors, sum, min, max, ...joined });
    else if (sketch === undefined) summary.mergeTotals({ requests, errors, sum, min, max });
    else summary.mergeStored({ requests, errors, sum, min, max, sketch });
  }

  /** Takes away what was added before as part of a larger row; extremes stay. */
  subtract(row: MeasuredRow): void {
    const { summary } = this.#groupOf(row);
    const { requests, errors = 0, sum_micros: sum = 0, min_micros: min = 0, max_micros: max = 0, sketch, joined } = row;
    if (joined !== undefined) summary.subtractJoined({ requests, errors, sum, min, max, ...joined });
    else if (sketch === undefined) summary.subtractTotals({ requests, errors, sum });
    else summary.subtractStored({ requests, errors, sum, min, max, sketch });
  }

  /** At most `limit` groups, the ones with the most requests; earlier ones first where they lie in time. */
  largest(limit: number, dimensions: readonly Dimension[]): readonly MetricsGroup[] {
    const found = this.#groups.filter(({ summary }) => summary.requests > 0);
    const most = Math.max(1, limit);
    const timeAt = dimensions.findIndex(isTimeDimension);
    const kept = timeAt >= 0 && found.length <= most ? found : found.sort(moreRequests).slice(0, most);
    if (timeAt < 0) return kept;
    return kept.sort((a, b) => (a.values[timeAt] ?? 0) - (b.values[timeAt] ?? 0) || moreRequests(a, b));
  }

  #groupOf(row: MeasuredRow): MetricsGroup {
    let node = this.#root;
    for (const read of this.#readers) node = node.under(read(row));
    if (node.group === null) {
      node.group = { values: this.#readers.map((read) => read(row)), summary: new DurationSummary() };
      this.#groups.push(node.group);
    }
    return node.group;
  }
}

/** Of as many requests, the smaller values first: the same question has the same answer. */
function moreRequests(a: MetricsGroup, b: MetricsGroup): number {
  const more = b.summary.requests - a.summary.requests;
  if (more !== 0) return more;
  const at = a.values.findIndex((value, index) => value !== b.values[index]);
  return (a.values[at] ?? 0) - (b.values[at] ?? 0);
}

const MICROS_PER_MILLI = 1000;

/** Durations in milliseconds; null where there is nothing to measure. */
export function metricOf(metric: Metric, summary: DurationSummary): number | null {
  const { requests, errors, sum, min, max } = summary;
  if (metric === 'requests') return requests;
  if (metric === 'errors') return errors;
  if (metric === 'sum') return sum / MICROS_PER_MILLI;
  if (requests === 0) return null;
  if (metric === 'errorRate') return errors / requests;
  if (metric === 'average') return sum / requests / MICROS_PER_MILLI;
  if (metric === 'min') return min / MICROS_PER_MILLI;
  if (metric === 'max') return max / MICROS_PER_MILLI;
  const quantile = summary.quantile(Number(metric.slice(1)) / 100);
  return quantile === null ? null : quantile / MICROS_PER_MILLI;
}

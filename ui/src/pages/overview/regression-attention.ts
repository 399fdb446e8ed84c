import type { ApiRegression } from '../../../../src/api/contract.ts';
import type { Comparison } from '../../data/comparison.ts';
import { comparisonSearch, type Search, timeSearch } from '../../data/view.ts';
import { formatCount } from '../../format/count.ts';
import { formatDuration } from '../../format/duration.ts';
import { formatChange, formatPercent } from '../../format/percent.ts';
import { formatPoints } from '../../format/points.ts';
import { formatDay, formatMinute } from '../../format/time.ts';
import type { AttentionItem } from './attention.ts';

const DAY_MILLIS = 86_400_000;

/** What became worse with a version, or on a day. */
export function regressionAttention(regressions: readonly ApiRegression[], zone: string): readonly AttentionItem[] {
  return regressions.map((regression) => ({
    key: `regression-${regression.id}`,
    severity: regression.question === 'errorRate' ? 'error' : 'warning',
    endpointId: regression.endpointId,
    title: regression.name,
    text: `${changeText(regression)}, ${periodText(regression, zone)}`,
    weight: weightOf(regression),
    search: sideSearch(regression),
    regression,
  }));
}

/** What the chosen time shows of the same is said already, and better. */
export function withoutKnown(
  items: readonly AttentionItem[],
  regressions: readonly ApiRegression[],
): readonly AttentionItem[] {
  const known = new Set(
    regressions.map(({ question, endpointId }) => `${question === 'latency' ? 'latency' : 'errors'}-${endpointId}`),
  );
  return items.filter(({ key }) => !known.has(key));
}

function changeText({ question, effect, interval, baseline, comparison }: ApiRegression): string {
  const counts = `${formatCount(comparison.requests)} requests, ${formatCount(baseline.requests)} before`;
  if (question === 'errorRate') {
    const points = `${formatPoints(effect)}, 95\u00a0% interval ${formatPoints(interval.low)} to ${formatPoints(interval.high)}`;
    return `fails ${formatPercent(comparison.value)}, was ${formatPercent(baseline.value)} (${points}; ${counts})`;
  }
  const change = `${formatChange(effect)}, 95\u00a0% interval ${formatChange(interval.low)} to ${formatChange(interval.high)}`;
  return `is slower: median ${formatDuration(comparison.value)}, was ${formatDuration(baseline.value)} (${change}; ${counts})`;
}

function periodText({ version, since, baseline, comparison }: ApiRegression, zone: string): string {
  if (version !== null) {
    const against = baseline.version === null ? '' : `, against version ${baseline.version}`;
    return `since version ${version} of ${formatMinute(Date.parse(since), zone)}${against}`;
  }
  const day = (time: string): string => formatDay(Date.parse(time), zone);
  return `on ${day(comparison.from)}, against ${day(baseline.from)}`;
}

/** The chosen time's counterpart on other pages: what was compared. */
function sideSearch({ baseline, comparison }: ApiRegression): Search {
  const [from, to] = [Date.parse(comparison.from), Date.parse(comparison.to)];
  return {
    ...timeSearch({ kind: 'fixed', from, to }),
    ...comparisonSearch(comparisonOf(baseline, from)),
    version: comparison.version ?? undefined,
  };
}

function comparisonOf(baseline: ApiRegression['baseline'], from: number): Comparison {
  if (baseline.version !== null) return { kind: 'version', version: baseline.version };
  return { kind: from - Date.parse(baseline.from) > 2 * DAY_MILLIS ? 'week' : 'previous' };
}

/** Where a report shows the same question of all endpoints. */
export function reportSearch({ baseline, comparison }: ApiRegression): Search {
  if (baseline.version !== null && comparison.version !== null)
    return { report: 'version', of: comparison.version, against: baseline.version };
  const { from, to } = comparison;
  return { report: 'custom', from, to, baselineFrom: baseline.from, baselineTo: baseline.to };
}

/** In the measure of the other items: roughly how many requests suffer, weighted by how much. */
function weightOf({ question, effect, comparison }: ApiRegression): number {
  return question === 'errorRate' ? effect * comparison.requests * 3 : comparison.requests * 0.5 * Math.log2(effect);
}

import type { ApiBlockedFinding } from '../../../../src/api/contract.ts';
import { formatCount } from '../../format/count.ts';
import { formatDuration } from '../../format/duration.ts';
import type { AttentionItem } from './attention.ts';

/** Fewer victims, or less waiting, happen to every app now and then. */
const LEAST_OUTLIERS = 3;
const LEAST_QUEUED_MILLIS = 100;
const MOST_VICTIMS = 2;

/** Endpoints whose code kept others waiting. `names` are of endpoints, by id. */
export function blockedAttention(
  findings: readonly ApiBlockedFinding[],
  names: ReadonlyMap<number, string>,
): readonly AttentionItem[] {
  return findings.filter(isWorthReading).map((finding) => ({
    key: `blocked-${finding.blockedBy}`,
    severity: 'warning',
    endpointId: finding.endpointId,
    tab: finding.profiles === 0 ? 'profiler' : 'grouped-profiler',
    title: finding.blockedBy,
    text: textOf(finding, names),
    weight: finding.outliers + finding.queuedMillis / LEAST_QUEUED_MILLIS,
  }));
}

/** Of endpoints that are gone there is nothing to open or mend. */
function isWorthReading({ endpointId, outliers, queuedMillis }: ApiBlockedFinding): boolean {
  return endpointId !== null && (outliers >= LEAST_OUTLIERS || queuedMillis >= LEAST_QUEUED_MILLIS);
}

function textOf(
  { outliers, profiles, queuedMillis, victims }: ApiBlockedFinding,
  names: ReadonlyMap<number, string>,
): string {
  const counts = [
    ...(outliers === 0 ? [] : [`${formatCount(outliers)} ${outliers === 1 ? 'outlier' : 'outliers'}`]),
    ...(profiles === 0
      ? []
      : [
          `${formatCount(profiles)} profiled ${profiles === 1 ? 'request' : 'requests'}, which waited ${formatDuration(queuedMillis)}`,
        ]),
  ];
  const listed = victims
    .slice(0, MOST_VICTIMS)
    .map(({ endpointId }) => names.get(endpointId) ?? `endpoint ${endpointId}`);
  const others = victims.length - listed.length;
  const whose = [...listed, ...(others > 0 ? [`${others} more`] : [])].join(', ');
  return `held the event loop while others could have gone on: ${counts.join(' and ')} (${whose})`;
}

import type { ApiEndpointReport, ApiReportSide, ReportAnswer } from '../../../../src/api/contract.ts';

export function isChanged({ latency, errorRate, traffic }: ApiEndpointReport): boolean {
  return [latency, errorRate, traffic].some((finding) => finding?.verdict === 'better' || finding?.verdict === 'worse');
}

/** `10 Mar, 00:00 – 13:05 against …`, in the zone of the report. */
export function spanText({ comparison, baseline, timezone }: ReportAnswer): string {
  return `${sideText(comparison, timezone)} against ${sideText(baseline, timezone)}`;
}

function sideText({ version, from, to }: ApiReportSide, timezone: string): string {
  if (version !== null) return `version ${version}`;
  const format = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone: timezone, day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
  });
  return format.formatRange(new Date(from), new Date(to));
}

/** A row of the files. */
export function reportRecord(row: ApiEndpointReport): Record<string, string | number | null> {
  const record: Record<string, string | number | null> = {
    ...{ endpoint: row.name, requestsBefore: row.baseline, requestsNow: row.comparison },
  };
  for (const question of ['latency', 'errorRate', 'traffic'] as const) {
    const finding = row[question];
    record[question] = finding?.verdict ?? null;
    record[`${question}Before`] = finding?.baseline ?? null;
    record[`${question}Now`] = finding?.comparison ?? null;
    record[`${question}Effect`] = finding?.effect ?? null;
    record[`${question}Low`] = finding?.interval?.low ?? null;
    record[`${question}High`] = finding?.interval?.high ?? null;
  }
  return record;
}

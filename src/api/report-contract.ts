import type { Finding } from '../analysis/reports/finding.ts';
import type { StatusShift } from '../analysis/reports/status-shifts.ts';

export type { Finding, Interval } from '../analysis/reports/finding.ts';

export const REPORT_METHODS = ['default', 'fmd'] as const;
export type ReportMethod = (typeof REPORT_METHODS)[number];

/** The calendar unit that is compared with the one before it. */
export const REPORT_PERIODS = ['day', 'week', 'month'] as const;
export type ReportPeriod = (typeof REPORT_PERIODS)[number];

/** `GET /api/report?period`, `?from&to&baselineFrom&baselineTo` or `?version&baselineVersion`. */
export interface ReportAnswer {
  readonly method: ReportMethod;
  readonly comparison: ApiReportSide;
  readonly baseline: ApiReportSide;
  readonly timezone: string;
  /** Of what traffic is: requests per hour, or shares of all requests of a version. */
  readonly trafficUnit: 'perHour' | 'share';
  /** Those with requests on either side, the busiest first. */
  readonly endpoints: readonly ApiEndpointReport[];
}

export interface ApiReportSide {
  readonly from: string;
  readonly to: string;
  /** Null: all versions. */
  readonly version: string | null;
  readonly requests: number;
}

export interface ApiEndpointReport {
  readonly endpointId: number;
  readonly name: string;
  readonly color: string;
  /** Requests. */
  readonly baseline: number;
  readonly comparison: number;
  /** Medians in milliseconds; the effect is now divided by before. */
  readonly latency: Finding;
  /** Shares; the effect is now minus before. */
  readonly errorRate: Finding;
  /** In `trafficUnit`; the effect is now divided by before, and more is better. Null when the method does not ask. */
  readonly traffic: Finding | null;
  readonly statusCodes: readonly StatusShift[];
}

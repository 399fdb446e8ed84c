import { VERDICTS } from '../../analysis/reports/finding.ts';
import type * as contract from '../contract.ts';
import { REPORT_METHODS } from '../report-contract.ts';
import { integer, type JsonSchema, list, nullable, number, object, ref, text, time } from './json-schema.ts';

const side: JsonSchema = object<contract.ApiReportSide>({
  from: time,
  to: time,
  version: nullable(text),
  requests: integer,
});

const finding: JsonSchema = object<contract.Finding>({
  verdict: { type: 'string', enum: VERDICTS },
  baseline: nullable(number),
  comparison: nullable(number),
  effect: nullable(number),
  interval: nullable(object<contract.Interval>({ low: number, high: number })),
  pValue: nullable(number),
});

export const REPORT_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  Finding: finding,
  Report: object<contract.ReportAnswer>({
    method: { type: 'string', enum: REPORT_METHODS },
    comparison: side,
    baseline: side,
    timezone: text,
    trafficUnit: { type: 'string', enum: ['perHour', 'share'] },
    endpoints: list(
      object<contract.ApiEndpointReport>({
        endpointId: integer,
        name: text,
        color: text,
        baseline: integer,
        comparison: integer,
        latency: ref('Finding'),
        errorRate: ref('Finding'),
        traffic: nullable(finding),
        statusCodes: list(
          object<contract.ApiEndpointReport['statusCodes'][number]>({
            statusCode: integer,
            baseline: number,
            comparison: number,
            difference: number,
          }),
        ),
      }),
    ),
  }),
};

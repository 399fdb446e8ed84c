import { CODE_ORIGINS } from '../../model/code-line.ts';
import { REGRESSION_OCCASIONS, REGRESSION_QUESTIONS } from '../../model/regression.ts';
import type * as contract from '../contract.ts';
import { flag, integer, type JsonSchema, list, nullable, number, object, ref, text, time } from './json-schema.ts';

const side: JsonSchema = object<contract.ApiRegressionSide>({
  from: time,
  to: time,
  version: nullable(text),
  requests: integer,
  value: { ...number, description: 'Of latency: the median, milliseconds. Of the error rate: the share that failed.' },
});

const line: JsonSchema = object<contract.ApiGrownLine>({
  file: text,
  line: nullable(integer),
  function: text,
  code: nullable(text),
  origin: { type: 'string', enum: CODE_ORIGINS },
  baselineMillis: number,
  comparisonMillis: number,
});

export const REGRESSION_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  Regression: object<contract.ApiRegression>({
    id: integer,
    endpointId: integer,
    name: text,
    question: { type: 'string', enum: REGRESSION_QUESTIONS },
    occasion: { type: 'string', enum: REGRESSION_OCCASIONS },
    since: time,
    version: nullable(text),
    baseline: side,
    comparison: side,
    effect: { ...number, description: 'Of latency: now divided by before. Of the error rate: now minus before.' },
    interval: object<contract.ApiRegression['interval']>({ low: number, high: number }),
    pValue: number,
    lines: list(line),
    foundAt: time,
    judgedAt: time,
    resolvedAt: nullable(time),
    acknowledgedAt: nullable(time),
  }),
  Regressions: object<contract.RegressionsAnswer>({ regressions: list(ref('Regression')) }),
  RegressionBody: object<contract.RegressionBody>({ acknowledged: flag }),
};

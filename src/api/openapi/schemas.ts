import { MONITORING_LEVELS } from '../../model/endpoint.ts';
import { DIMENSIONS, METRICS, TIME_STEPS } from '../../model/metrics-query.ts';
import { DROP_REASONS } from '../../model/status.ts';
import type * as contract from '../contract.ts';
import { ADMIN_SCHEMAS } from './admin-schemas.ts';
import { DETAIL_SCHEMAS } from './detail-schemas.ts';
import { exportSchemas } from './export-schemas.ts';
import { GRAPH_SCHEMAS } from './graph-schemas.ts';
import { flag, integer, type JsonSchema, list, nullable, number, object, ref, text, time } from './json-schema.ts';
import { REGRESSION_SCHEMAS } from './regression-schemas.ts';
import { REPORT_SCHEMAS } from './report-schemas.ts';
import { TOKEN_SCHEMAS } from './token-schemas.ts';
import { USER_SCHEMAS } from './user-schemas.ts';

type Part<Answer, Key extends keyof Answer> = Answer[Key] & object;

const role: JsonSchema = { type: 'string', enum: ['admin', 'guest'] };
const level: JsonSchema = { type: 'integer', enum: MONITORING_LEVELS };
const share: JsonSchema = { type: ['number', 'null'], minimum: 0, maximum: 1 };
const millis: JsonSchema = { type: ['number', 'null'], description: 'Milliseconds.' };
const counts: JsonSchema = { type: 'object', additionalProperties: integer };
const seen = { firstSeen: time, lastSeen: time, requests: integer };

const ANSWERS: Readonly<Record<string, JsonSchema>> = {
  Problem: object<contract.Problem>(
    { type: text, title: text, status: integer, detail: text, code: text, errors: list(ref('InvalidInput')) },
    ['errors'],
  ),
  InvalidInput: object<contract.InvalidInput>({ name: text, value: nullable(text), allowed: text }),
  LoginBody: object<contract.LoginBody>({ username: text, password: text, token: text }, [
    'username',
    'password',
    'token',
  ]),
  EndpointBody: object<contract.EndpointBody>({ level, method: text, route: text }, ['level', 'method', 'route']),
  Session: object<contract.SessionAnswer>({
    user: object<contract.ApiUser>({ username: text, role }),
    csrfToken: text,
  }),
  Endpoint: object<contract.ApiEndpoint>({
    id: integer,
    method: text,
    route: text,
    name: text,
    level,
    color: { type: 'string', examples: ['rgb(140, 191, 64)'] },
    firstSeen: time,
    lastRequested: nullable(time),
    requests: integer,
    errors: integer,
    errorRate: share,
    average: millis,
    p50: millis,
    p95: millis,
    p99: millis,
    timeShare: share,
    requestsToday: integer,
    requestsWeek: integer,
    requestsOverall: integer,
  }),
  Endpoints: object<contract.EndpointsAnswer>({ endpoints: list(ref('Endpoint')) }),
  MetricsRow: {
    type: 'object',
    description: 'One value per asked dimension and metric.',
    properties: {
      ...Object.fromEntries(DIMENSIONS.map((dimension) => [dimension, { type: ['string', 'number', 'null'] }])),
      ...Object.fromEntries(METRICS.map((metric) => [metric, nullable(number)])),
    },
    additionalProperties: false,
  },
  Metrics: object<contract.MetricsAnswer>({
    rows: list(ref('MetricsRow')),
    from: time,
    to: time,
    step: { type: 'string', enum: TIME_STEPS },
    timezone: text,
  }),
  Request: object<contract.ApiRequestRecord>({
    id: integer,
    endpointId: integer,
    time,
    duration: { type: 'number', description: 'Milliseconds.' },
    status: integer,
    version: text,
    group: nullable(text),
    ip: nullable(text),
    instance: { type: 'integer', description: 'Id of the process that served it.' },
    aborted: flag,
  }),
  Requests: object<contract.RequestsAnswer>({ requests: list(ref('Request')), nextCursor: nullable(text) }),
  Versions: object<contract.VersionsAnswer>({
    versions: list(object<contract.VersionsAnswer['versions'][number]>({ version: text, ...seen })),
  }),
  Groups: object<contract.GroupsAnswer>({
    groups: list(object<contract.GroupsAnswer['groups'][number]>({ group: text, ...seen })),
  }),
  Ips: object<contract.IpsAnswer>({ ips: list(object<contract.IpsAnswer['ips'][number]>({ ip: text, ...seen })) }),
  ...DETAIL_SCHEMAS,
  ...REPORT_SCHEMAS,
  ...REGRESSION_SCHEMAS,
  ...ADMIN_SCHEMAS,
  ...GRAPH_SCHEMAS,
  ...USER_SCHEMAS,
  ...TOKEN_SCHEMAS,
  Status: object<contract.StatusAnswer>({
    state: { type: 'string', enum: ['ok', 'degraded'] },
    version: text,
    instance: object<Part<contract.StatusAnswer, 'instance'>>({ id: text, host: text, pid: integer, startedAt: time }),
    records: object<Part<contract.StatusAnswer, 'records'>>({
      recorded: integer,
      stored: integer,
      dropped: object<Part<contract.StatusAnswer['records'], 'dropped'>>(
        Object.fromEntries(DROP_REASONS.map((reason) => [reason, integer])) as Record<
          (typeof DROP_REASONS)[number],
          JsonSchema
        >,
      ),
      droppedTotal: integer,
      lostOutliers: { ...integer, description: 'That the database did not take, though it took their requests.' },
      callbackErrors: counts,
    }),
    queue: object<Part<contract.StatusAnswer, 'queue'>>({
      rows: integer,
      batches: integer,
      spill: object<Part<contract.StatusAnswer['queue'], 'spill'>>({
        requests: integer,
        batches: integer,
        bytes: integer,
        limitBytes: integer,
        inheritedRequests: { ...integer, description: 'Left by an ended process; not counted as stored by this one.' },
        error: { ...nullable(text), description: 'For admins; null for guests.' },
      }),
    }),
    flush: object<Part<contract.StatusAnswer, 'flush'>>({
      lastAt: nullable(time),
      lastMillis: nullable(number),
      failedBatches: integer,
    }),
    worker: object<Part<contract.StatusAnswer, 'worker'>>({
      restarts: integer,
      uptimeSeconds: number,
      memoryBytes: integer,
    }),
    following: object<Part<contract.StatusAnswer, 'following'>>({
      outliers: integer,
      outliersOverLimit: { ...integer, description: 'Too many of one endpoint in one minute.' },
      traces: integer,
      tracesRefused: integer,
      tracingMillis: number,
      tracingFailures: integer,
    }),
    profiling: object<Part<contract.StatusAnswer, 'profiling'>>({
      profiles: integer,
      profilesStored: integer,
      profilesLost: integer,
      isSampling: { type: 'boolean' },
      startMillis: nullable(number),
      rotationMillis: nullable(number),
      longestRotationMillis: nullable(number),
      disabledReason: nullable(text),
    }),
    database: object<Part<contract.StatusAnswer, 'database'>>({
      engine: text,
      state: { type: 'string', enum: ['opening', 'ready', 'unavailable'] },
      error: { ...nullable(text), description: 'For admins; null for guests.' },
      sizeBytes: nullable(integer),
    }),
  }),
} satisfies Record<string, JsonSchema>;

export const SCHEMAS: Readonly<Record<string, JsonSchema>> = { ...ANSWERS, ...exportSchemas(ANSWERS) };

export { ref };

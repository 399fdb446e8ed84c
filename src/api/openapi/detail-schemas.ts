import { CODE_ORIGINS } from '../../model/code-line.ts';
import { LINE_KINDS, PROFILE_NOTES } from '../../model/profile.ts';
import type * as contract from '../contract.ts';
import { flag, integer, type JsonSchema, list, nullable, number, object, ref, text, time } from './json-schema.ts';

const millis: JsonSchema = { type: 'number', description: 'Milliseconds.' };
const texts: JsonSchema = { type: 'object', additionalProperties: text };
const kind: JsonSchema = { type: 'string', enum: LINE_KINDS };
const byKind: JsonSchema = object<contract.ApiKindTimes>({ cpu: millis, await: millis, queue: millis, gc: millis });
const notes: JsonSchema = list({ type: 'string', enum: PROFILE_NOTES });
const figures = { outliers: integer, profiles: integer, queuedMillis: millis };

const codeLine: { readonly [Key in keyof contract.ApiCodeLine]: JsonSchema } = {
  file: text,
  line: nullable(integer),
  function: text,
  code: nullable(text),
  origin: { type: 'string', enum: CODE_ORIGINS },
};

const profile: { readonly [Key in keyof contract.ApiProfileSummary]: JsonSchema } = {
  id: integer,
  requestId: nullable(integer),
  endpointId: integer,
  time,
  durationMillis: millis,
  version: text,
  byKind,
};

const outlier: { readonly [Key in keyof contract.ApiOutlierSummary]: JsonSchema } = {
  id: integer,
  requestId: nullable(integer),
  endpointId: integer,
  time,
  elapsedMillis: millis,
  thresholdMillis: millis,
  durationMillis: { ...nullable(millis), description: 'Milliseconds; null while the request goes on.' },
  status: nullable(integer),
  version: text,
  cpuPercents: list(number),
  processCpuPercent: number,
  residentBytes: integer,
  eventLoopDelayMillis: millis,
  blockedBy: nullable(text),
};

/** Of outliers and profiles. */
export const DETAIL_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  Profiles: object<contract.ProfilesAnswer>({
    profiles: list(object<contract.ApiProfileSummary>(profile)),
    nextCursor: nullable(text),
  }),
  Profile: object<contract.ApiProfile>({
    ...profile,
    lines: list(
      object<contract.ApiProfileLine>({
        ...codeLine,
        indent: integer,
        kind,
        durationMillis: millis,
        selfMillis: millis,
        byKind,
        waitsFor: nullable(text),
        heldBy: nullable(text),
      }),
    ),
    samplingPeriodMillis: nullable(number),
    samples: integer,
    costMillis: millis,
    isTruncated: flag,
    notes,
  }),
  GroupedProfile: object<contract.GroupedProfileAnswer>({
    endpointId: integer,
    requests: integer,
    averageMillis: nullable(millis),
    lines: list(ref('GroupedLine')),
    baseline: nullable(
      object<contract.GroupedProfileAnswer['baseline'] & object>({
        version: text,
        requests: integer,
        averageMillis: nullable(millis),
      }),
    ),
    notes,
  }),
  GroupedLine: object<contract.ApiGroupedLine>({
    ...codeLine,
    indent: integer,
    hits: integer,
    averageMillis: millis,
    standardDeviationMillis: millis,
    totalMillis: millis,
    selfMillis: millis,
    byKind,
    selfByKind: byKind,
    waitsFor: nullable(text),
    heldBy: nullable(text),
    baseline: nullable(
      object<contract.ApiGroupedLine['baseline'] & object>({
        hits: integer,
        averageMillis: millis,
        totalMillis: millis,
      }),
    ),
  }),
  Outliers: object<contract.OutliersAnswer>({
    outliers: list(object<contract.ApiOutlierSummary>(outlier)),
    nextCursor: nullable(text),
  }),
  Outlier: object<contract.ApiOutlier>({
    ...outlier,
    stacks: list(
      object<contract.ApiStackSample>({
        kind: { type: 'string', enum: ['running', 'waiting'] },
        lines: list(object<contract.ApiCodeLine>(codeLine)),
        forMillis: nullable(number),
        waitsFor: nullable(text),
      }),
    ),
    request: {
      ...nullable(
        object<contract.ApiOutlier['request'] & object>({
          url: text,
          query: texts,
          parameters: texts,
          headers: texts,
          body: nullable(text),
        }),
      ),
      description: 'For admins; null for guests.',
    },
    environment: { ...nullable(texts), description: 'For admins; null for guests.' },
    machine: object<contract.ApiOutlier['machine']>({
      cpuPercents: list(number),
      processCpuPercent: number,
      memory: object<contract.ApiOutlier['machine']['memory']>({
        residentBytes: integer,
        heapUsedBytes: integer,
        heapTotalBytes: integer,
        externalBytes: integer,
        systemFreeBytes: integer,
        systemTotalBytes: integer,
      }),
      eventLoopDelayMillis: millis,
      requestsInFlight: integer,
    }),
  }),
  Blocked: object<contract.BlockedAnswer>({
    findings: list(
      object<contract.ApiBlockedFinding>({
        blockedBy: text,
        endpointId: nullable(integer),
        ...figures,
        victims: list(object<contract.ApiBlockedFinding['victims'][number]>({ endpointId: integer, ...figures })),
      }),
    ),
  }),
  CodeLinks: object<contract.CodeLinksAnswer>({ rootFolder: nullable(text), urlTemplate: nullable(text) }),
};

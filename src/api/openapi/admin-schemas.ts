import { TIME_STEPS } from '../../model/metrics-query.ts';
import type * as contract from '../admin-contract.ts';
import { flag, integer, type JsonSchema, list, nullable, number, object, text, time } from './json-schema.ts';

type Part<Answer, Key extends keyof Answer> = Answer[Key] & object;

const share = { requests: integer, rollups: integer, details: { ...integer, description: 'Outliers and profiles.' } };
const maintenance: JsonSchema = object<contract.ApiMaintenance>({
  kind: { type: 'string', enum: ['prune', 'remove', 'merge', 'rename'] },
  instance: { ...text, description: 'Id of the instance that does it.' },
  startedAt: time,
  endedAt: nullable(time),
  outcome: { ...nullable(text), description: '`done`, `cancelled`, `failed`, or `lost` with its process.' },
  removed: object<Part<contract.ApiMaintenance, 'removed'>>({ ...share, labels: integer }),
});

export const ADMIN_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  Instances: object<contract.InstancesAnswer>({
    instances: list(
      object<contract.ApiInstance>({
        id: text,
        number: { ...nullable(integer), description: '`instance` of requests, metrics and filters.' },
        host: nullable(text),
        pid: nullable(integer),
        version: { ...nullable(text), description: 'Of the app.' },
        startedAt: nullable(time),
        lastSeen: nullable(time),
        isLive: flag,
      }),
    ),
  }),
  Runtime: object<contract.RuntimeAnswer>({
    rows: list(
      object<contract.ApiRuntimeRow>({
        time,
        instance: { ...text, description: 'Id of the instance.' },
        loopUtilization: { ...number, description: 'Share of the time in which the event loop was busy.' },
        loopDelayP50: { ...number, description: 'How late timers fired, milliseconds.' },
        loopDelayP99: number,
        loopDelayMax: number,
        cpu: { ...number, description: 'Of all threads; 1 is one core.' },
        collections: integer,
        collectionShare: { ...number, description: 'Share of the time spent in garbage collection.' },
        collectionMax: { ...number, description: 'Longest collection, milliseconds.' },
        residentBytes: integer,
        heapUsedBytes: integer,
        heapTotalBytes: integer,
        externalBytes: integer,
      }),
    ),
    from: time,
    to: time,
    step: { type: 'string', enum: TIME_STEPS },
    timezone: text,
  }),
  MergeBody: object<contract.MergeBody>({ into: { ...integer, description: 'Id of the endpoint that gets all.' } }),
  Database: object<contract.DatabaseAnswer>({
    engine: text,
    sizeBytes: nullable(integer),
    usedBytes: { ...nullable(integer), description: 'When the last maintenance ended; servers estimate it.' },
    growthBytesPerDay: nullable(integer),
    tables: list(
      object<contract.ApiTable>({ name: text, rows: nullable(integer), isEstimate: flag, bytes: nullable(integer) }),
    ),
    oldest: object<Part<contract.DatabaseAnswer, 'oldest'>>({
      requests: nullable(time),
      minuteRollups: nullable(time),
      quarterHourRollups: nullable(time),
      dayRollups: nullable(time),
    }),
    retention: object<Part<contract.DatabaseAnswer, 'retention'>>({
      requestDays: number,
      detailDays: number,
      minuteRollupDays: number,
      quarterHourRollupDays: number,
      maxDatabaseMegabytes: nullable(number),
    }),
    nextPruneAt: nullable(time),
    running: { oneOf: [maintenance, { type: 'null' }] },
    lastPrune: { oneOf: [maintenance, { type: 'null' }] },
  }),
  PruneBody: object<contract.PruneBody>({ dryRun: flag }, ['dryRun']),
  Prune: object<contract.PruneAnswer>({
    removes: { oneOf: [object<Part<contract.PruneAnswer, 'removes'>>(share), { type: 'null' }] },
  }),
  Config: object<contract.ConfigAnswer>({
    options: list(
      object<contract.ApiOption>({
        name: text,
        value: { description: 'Null for none; secrets and functions are only named.' },
        origin: { type: 'string', enum: ['code', 'environment', 'file', 'default'] },
      }),
    ),
  }),
};

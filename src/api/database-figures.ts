import { RETENTION_INTERVAL_MILLIS } from '../model/retention.ts';
import type { MaintenanceRun } from '../storage/maintenance-log.ts';
import type { ApiMaintenance, DatabaseAnswer } from './admin-contract.ts';
import { isoTime, isoTimeOrNull } from './answer-values.ts';
import type { ApiContext } from './api-context.ts';

const DAY_MILLIS = 86_400_000;
/** In less time an hour's requests or a removed day look like a trend. */
const SHORTEST_TREND_MILLIS = DAY_MILLIS / 4;

export async function describeDatabase({ storage, settings }: ApiContext): Promise<DatabaseAnswer> {
  const { sizeBytes, tables, oldest } = await storage.figures();
  const runs = await storage.maintenance.list();
  const prunes = runs.filter(({ kind }) => kind === 'prune');
  const running = runs.find(({ endedAt }) => endedAt === null);
  const lastPrune = prunes.find(({ endedAt }) => endedAt !== null);
  const newest = prunes[0];
  return {
    engine: storage.engine,
    sizeBytes,
    usedBytes: runs.find(({ usedBytes }) => usedBytes !== null)?.usedBytes ?? null,
    growthBytesPerDay: growthPerDay(runs),
    tables,
    oldest: {
      requests: isoTimeOrNull(oldest.requests),
      minuteRollups: isoTimeOrNull(oldest.minuteRollups),
      quarterHourRollups: isoTimeOrNull(oldest.quarterHourRollups),
      dayRollups: isoTimeOrNull(oldest.dayRollups),
    },
    retention: settings.retention,
    nextPruneAt: newest === undefined ? null : isoTime(newest.startedAt + RETENTION_INTERVAL_MILLIS),
    running: running === undefined ? null : describeRun(running),
    lastPrune: lastPrune === undefined ? null : describeRun(lastPrune),
  };
}

/** From the oldest run that is remembered to the newest. */
export function growthPerDay(runs: readonly MaintenanceRun[]): number | null {
  const measured = runs.flatMap(({ endedAt, usedBytes }) =>
    endedAt === null || usedBytes === null ? [] : [{ endedAt, usedBytes }],
  );
  const newest = measured[0];
  const oldest = measured.at(-1);
  if (newest === undefined || oldest === undefined) return null;
  const millis = newest.endedAt - oldest.endedAt;
  if (millis < SHORTEST_TREND_MILLIS) return null;
  return Math.round(((newest.usedBytes - oldest.usedBytes) * DAY_MILLIS) / millis);
}

function describeRun({ kind, instance, startedAt, endedAt, outcome, done }: MaintenanceRun): ApiMaintenance {
  return {
    kind,
    instance,
    startedAt: isoTime(startedAt),
    endedAt: isoTimeOrNull(endedAt),
    outcome,
    removed: done,
  };
}

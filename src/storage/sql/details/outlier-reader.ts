import type { Kysely, Selectable } from 'kysely';
import type { OutlierRecord } from '../../../model/outlier.ts';
import type { DetailsQuery, StoredOutlier } from '../../detail-store.ts';
import type { Page } from '../../page.ts';
import type { Tables } from '../tables.ts';
import { readCodeLines } from './code-lines.ts';
import { expandJson } from './compressed-json.ts';
import { detailPage, versionedPage, versionTexts } from './detail-page.ts';
import type { OutlierTable } from './detail-tables.ts';
import { type OutlierContent, outlierSight } from './outlier-content.ts';

type OutlierRow = Omit<Selectable<OutlierTable>, 'content' | 'trace' | 'instance_id'>;

const SUMMARY = [
  'id',
  'request_id',
  'endpoint_id',
  'started_at',
  'version_id',
  'elapsed_micros',
  'threshold_micros',
  'duration_micros',
  'status_code',
  'cpu_percents',
  'process_cpu_percent',
  'resident_bytes',
  'event_loop_delay_micros',
  'blocked_by',
] as const;

export async function listOutliers(db: Kysely<Tables>, query: DetailsQuery): Promise<Page<StoredOutlier>> {
  return versionedPage(db, await detailPage(db, 'outliers', query), {
    read: (ids) => db.selectFrom('outliers').select(SUMMARY).where('id', 'in', ids).execute(),
    stored: storedOutlier,
  });
}

/** Null when there is none. */
export async function readOutlier(
  db: Kysely<Tables>,
  id: number,
): Promise<(StoredOutlier & { readonly record: OutlierRecord }) | null> {
  const row = await db
    .selectFrom('outliers')
    .innerJoin('endpoints', 'endpoints.id', 'outliers.endpoint_id')
    .select(SUMMARY.map((column) => `outliers.${column}` as const))
    .select(['trace', 'content', 'method', 'route'])
    .where('outliers.id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return null;
  const versions = await versionTexts(db, [row]);
  const stored = storedOutlier(row, versions.get(row.version_id));
  const content = expandJson<OutlierContent>(row.content);
  const lineOf = await readCodeLines(
    db,
    content.stacks.flatMap(({ lines }) => lines),
  );
  const { startedAt, elapsedMillis, thresholdMillis, blockedBy } = stored;
  const { trace, method, route } = row;
  const record = {
    ...{ trace, startedAt, elapsedMillis, thresholdMillis, blockedBy },
    endpoint: { method, route },
    ...outlierSight(content, lineOf),
  };
  return { ...stored, record };
}

function storedOutlier(row: OutlierRow, version = ''): StoredOutlier {
  return {
    id: row.id,
    requestId: row.request_id,
    endpointId: row.endpoint_id,
    startedAt: row.started_at,
    elapsedMillis: row.elapsed_micros / 1000,
    thresholdMillis: row.threshold_micros / 1000,
    durationMillis: row.duration_micros === null ? null : row.duration_micros / 1000,
    statusCode: row.status_code,
    version,
    cpuPercents: [...row.cpu_percents],
    processCpuPercent: row.process_cpu_percent,
    residentBytes: row.resident_bytes,
    eventLoopDelayMillis: row.event_loop_delay_micros / 1000,
    blockedBy: row.blocked_by,
  };
}

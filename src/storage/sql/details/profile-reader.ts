import type { Kysely, Selectable } from 'kysely';
import type { Profile } from '../../../model/profile.ts';
import type { DetailsQuery, StoredProfile } from '../../detail-store.ts';
import type { Page } from '../../page.ts';
import type { Tables } from '../tables.ts';
import { readCodeLines } from './code-lines.ts';
import { expandJson } from './compressed-json.ts';
import { detailPage, versionedPage, versionTexts } from './detail-page.ts';
import type { ProfileTable } from './detail-tables.ts';
import { type ProfileContent, profileTree } from './profile-content.ts';

type ProfileRow = Omit<Selectable<ProfileTable>, 'content'>;

const SUMMARY = [
  'id',
  'request_id',
  'endpoint_id',
  'started_at',
  'version_id',
  'duration_micros',
  'cpu_micros',
  'await_micros',
  'queue_micros',
  'gc_micros',
] as const;

export async function listProfiles(db: Kysely<Tables>, query: DetailsQuery): Promise<Page<StoredProfile>> {
  return versionedPage(db, await detailPage(db, 'profiles', query), {
    read: (ids) => db.selectFrom('profiles').select(SUMMARY).where('id', 'in', ids).execute(),
    stored: storedProfile,
  });
}

/** Null when there is none. A request that was profiled twice would be a fault; the newest is answered. */
export async function readProfile(
  db: Kysely<Tables>,
  requestId: number,
): Promise<(StoredProfile & { readonly profile: Profile }) | null> {
  const query = db.selectFrom('profiles').select('id').where('request_id', '=', requestId);
  const found = await query.orderBy('id', 'desc').limit(1).executeTakeFirst();
  if (found === undefined) return null;
  const [read] = await readWhole(db, [found.id]);
  return read ?? null;
}

/** Newest first. */
export async function latestProfiles(db: Kysely<Tables>, query: DetailsQuery): Promise<readonly Profile[]> {
  const { ids } = await detailPage(db, 'profiles', query);
  return (await readWhole(db, ids)).map(({ profile }) => profile);
}

async function readWhole(
  db: Kysely<Tables>,
  ids: readonly number[],
): Promise<readonly (StoredProfile & { readonly profile: Profile })[]> {
  if (ids.length === 0) return [];
  const found = await db
    .selectFrom('profiles')
    .innerJoin('endpoints', 'endpoints.id', 'profiles.endpoint_id')
    .innerJoin('instances', 'instances.id', 'profiles.instance_id')
    .select(SUMMARY.map((column) => `profiles.${column}` as const))
    .select(['trace', 'content', 'method', 'route', 'instances.name as instance'])
    .where('profiles.id', 'in', ids)
    .execute();
  const versions = await versionTexts(db, found);
  const contents = new Map(found.map(({ id, content }) => [id, expandJson<ProfileContent>(content)]));
  const lineOf = await readCodeLines(
    db,
    [...contents.values()].flatMap(({ lines }) => lines),
  );
  const byId = new Map<number, StoredProfile & { readonly profile: Profile }>();
  for (const row of found) {
    const content = contents.get(row.id);
    if (content === undefined) continue;
    const stored = storedProfile(row, versions.get(row.version_id));
    const { startedAt, durationMillis, version } = stored;
    const { instance, trace, method, route } = row;
    const profile = {
      ...{ instance, trace, startedAt, durationMillis, version },
      endpoint: { method, route },
      ...profileTree(content, lineOf),
    };
    byId.set(row.id, { ...stored, profile });
  }
  return ids.flatMap((id) => byId.get(id) ?? []);
}

function storedProfile(row: Pick<ProfileRow, (typeof SUMMARY)[number]>, version = ''): StoredProfile {
  return {
    id: row.id,
    requestId: row.request_id,
    endpointId: row.endpoint_id,
    startedAt: row.started_at,
    durationMillis: row.duration_micros / 1000,
    version,
    byKind: {
      cpu: row.cpu_micros / 1000,
      await: row.await_micros / 1000,
      queue: row.queue_micros / 1000,
      gc: row.gc_micros / 1000,
    },
  };
}

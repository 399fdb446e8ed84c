import type { Kysely } from 'kysely';
import type { Clock } from '../../../model/clock.ts';
import type { Profile } from '../../../model/profile.ts';
import type { ProfilesResult } from '../../detail-store.ts';
import { EndpointIds } from '../endpoint-ids.ts';
import { InstanceLog } from '../instance-log.ts';
import { LabelIds } from '../label-ids.ts';
import type { SqlEngine } from '../sql-engine.ts';
import { TEXT_LENGTHS } from '../stored-text.ts';
import { NO_LABEL, type Tables } from '../tables.ts';
import { writeAlone } from '../write-alone.ts';
import { CodeLineIds } from './code-line-ids.ts';
import { keepNewest, PROFILES_PER_ENDPOINT, PROFILES_PER_VERSION } from './detail-caps.ts';
import { profileRow } from './profile-row.ts';
import { tracedRequestIds } from './trace-links.ts';

/** In one transaction, so that others wait only briefly. */
const AT_ONCE = 20;

export interface ProfileWriterParts {
  readonly db: Kysely<Tables>;
  readonly engine: SqlEngine;
  readonly clock: Clock;
}

/** Stores profiles, one compressed blob each, in transactions of their own. */
export class ProfileWriter {
  readonly #parts: ProfileWriterParts;
  readonly #instances: InstanceLog;
  readonly #endpoints: EndpointIds;
  readonly #versions: LabelIds;
  readonly #codeLines: CodeLineIds;
  #removals = 0;
  #lastWrite: Promise<unknown> = Promise.resolve();

  constructor(parts: ProfileWriterParts) {
    const { duplicates } = parts.engine;
    this.#parts = parts;
    this.#instances = new InstanceLog(parts.engine);
    this.#endpoints = new EndpointIds(duplicates);
    this.#versions = new LabelIds({ table: 'versions', duplicates, length: TEXT_LENGTHS.version });
    this.#codeLines = new CodeLineIds(duplicates, parts.clock);
  }

  /** One after the other: what a transaction finds out is void if it fails, and must not mix with another's. */
  write(profiles: readonly Profile[]): Promise<ProfilesResult> {
    const result = this.#lastWrite.then(() => this.#writeAll(profiles));
    this.#lastWrite = result.catch(() => undefined);
    return result;
  }

  async #writeAll(profiles: readonly Profile[]): Promise<ProfilesResult> {
    let lost = 0;
    for (let at = 0; at < profiles.length; at += AT_ONCE)
      lost += await this.#writeSome(profiles.slice(at, at + AT_ONCE));
    return { lost };
  }

  async #writeSome(profiles: readonly Profile[]): Promise<number> {
    const { db, engine } = this.#parts;
    let committed = false;
    try {
      const lost = await writeAlone(db, engine, (alone) => this.#store(alone, profiles));
      committed = true;
      return lost;
    } finally {
      for (const part of this.#remembering) part.settle(committed);
    }
  }

  get #remembering(): readonly (EndpointIds | LabelIds | CodeLineIds)[] {
    return [this.#endpoints, this.#versions, this.#codeLines];
  }

  async #store(db: Kysely<Tables>, profiles: readonly Profile[]): Promise<number> {
    await this.#forgetRemoved(db);
    const byInstance = new Map<string, Map<number, Profile>>();
    for (const profile of profiles) {
      const own = byInstance.get(profile.instance) ?? new Map<number, Profile>();
      byInstance.set(profile.instance, own.set(profile.trace, profile));
    }
    const idOf = await this.#instances.ids(db, byInstance.keys());
    let lost = 0;
    for (const [instance, own] of byInstance) {
      const instanceId = idOf(instance);
      const fresh = instanceId === undefined ? [] : await freshOf(db, instanceId, own);
      if (instanceId !== undefined && fresh.length > 0) lost += await this.#storeFresh(db, instanceId, fresh);
    }
    return lost;
  }

  /** Of one instance. */
  async #storeFresh(db: Kysely<Tables>, instanceId: number, profiles: readonly Profile[]): Promise<number> {
    const now = this.#parts.clock.now();
    const endpoints = profiles.map(({ endpoint }) => endpoint);
    const endpointId = await this.#endpoints.resolve(db, endpoints, { level: 1, firstSeen: now });
    const versionIds = await this.#versions.resolve(
      db,
      profiles.map(({ version }) => version),
    );
    const lineId = await this.#codeLines.resolve(
      db,
      profiles.flatMap(({ codeLines }) => codeLines),
    );
    const traces = profiles.map(({ trace }) => trace);
    const requestIds = await tracedRequestIds(db, instanceId, traces);
    let lost = 0;
    for (const [at, profile] of profiles.entries()) {
      const ids = {
        endpoint_id: endpointId(profile.endpoint),
        version_id: versionIds[at] ?? NO_LABEL,
        instance_id: instanceId,
        request_id: requestIds.get(profile.trace) ?? null,
      };
      const row = profileRow(profile, { ids, lines: profile.codeLines.map(lineId), now });
      if (row === null) lost += 1;
      else await this.#insert(db, row);
    }
    return lost;
  }

  async #insert(db: Kysely<Tables>, row: NonNullable<ReturnType<typeof profileRow>>): Promise<void> {
    await this.#parts.engine.duplicates.ignore(db.insertInto('profiles').values(row)).execute();
    const own = { table: 'profiles', endpointId: row.endpoint_id } as const;
    await keepNewest(db, { ...own, versionId: row.version_id, most: PROFILES_PER_VERSION });
    await keepNewest(db, { ...own, versionId: null, most: PROFILES_PER_ENDPOINT });
  }

  /** Another process may have removed what this one remembers. */
  async #forgetRemoved(db: Kysely<Tables>): Promise<void> {
    const { removals } = await db.selectFrom('write_log').select('removals').executeTakeFirstOrThrow();
    if (removals === this.#removals) return;
    for (const part of this.#remembering) part.forget();
    this.#removals = removals;
  }
}

async function freshOf(
  db: Kysely<Tables>,
  instanceId: number,
  byTrace: ReadonlyMap<number, Profile>,
): Promise<readonly Profile[]> {
  const traces = [...byTrace.keys()].filter(Number.isSafeInteger);
  const query = db.selectFrom('profiles').select('trace').where('instance_id', '=', instanceId);
  const rows = traces.length === 0 ? [] : await query.where('trace', 'in', traces).execute();
  const known = new Set(rows.map(({ trace }) => trace));
  return [...byTrace.values()].filter(({ trace }) => !known.has(trace));
}

import { CompiledQuery, type Kysely } from 'kysely';
import type { Clock, EpochMillis } from '../../model/clock.ts';
import type { RecordBatch } from '../../model/record-batch.ts';
import type { WriteResult } from '../storage.ts';
import { BulkInsert } from './bulk-insert.ts';
import { insertedRows } from './details/inserted-rows.ts';
import { OutlierWriter } from './details/outlier-writer.ts';
import { EndpointIds } from './endpoint-ids.ts';
import { type FreshBatch, InstanceLog } from './instance-log.ts';
import { LabelIds } from './label-ids.ts';
import type { RequestFolder } from './request-folder.ts';
import { type RequestRow, requestRows, soundTime } from './request-rows.ts';
import type { CountedRequest, RollupWriter } from './rollup-writer.ts';
import type { SqlEngine } from './sql-engine.ts';
import { TEXT_LENGTHS } from './stored-text.ts';
import { NO_LABEL, type Tables } from './tables.ts';
import { writeAlone } from './write-alone.ts';

const REQUEST_COLUMNS = [
  'endpoint_id',
  'time',
  'duration_micros',
  'status_code',
  'flags',
  'version_id',
  'group_id',
  'ip_id',
  'instance_id',
] as const;

/** First and last request of an endpoint in one write. */
interface Seen {
  first: EpochMillis;
  last: EpochMillis;
}

export interface BatchWriterParts {
  readonly db: Kysely<Tables>;
  readonly engine: SqlEngine;
  readonly clock: Clock;
  readonly rollups: RollupWriter;
  readonly folder: RequestFolder;
}

/** Stores batches: texts to ids, raw requests and the batch's number, all in one transaction. Folds them when it is time. */
export class BatchWriter {
  readonly #db: Kysely<Tables>;
  readonly #engine: SqlEngine;
  readonly #clock: Clock;
  readonly #instances: InstanceLog;
  readonly #endpoints: EndpointIds;
  readonly #labels: Record<'versions' | 'groups' | 'ips', LabelIds>;
  readonly #requests: BulkInsert<'requests'>;
  readonly #rollups: RollupWriter;
  readonly #folder: RequestFolder;
  readonly #outliers: OutlierWriter;
  readonly #touch: string;
  #removals = 0;
  #lastWrite: Promise<unknown> = Promise.resolve();

  constructor({ db, engine, clock, rollups, folder }: BatchWriterParts) {
    const { duplicates } = engine;
    this.#db = db;
    this.#engine = engine;
    this.#clock = clock;
    this.#instances = new InstanceLog(engine);
    this.#endpoints = new EndpointIds(duplicates);
    this.#labels = {
      versions: new LabelIds({ table: 'versions', duplicates, length: TEXT_LENGTHS.version }),
      groups: new LabelIds({ table: 'groups', duplicates, length: TEXT_LENGTHS.group }),
      ips: new LabelIds({ table: 'ips', duplicates, length: TEXT_LENGTHS.ip }),
    };
    this.#requests = new BulkInsert(db, engine, { table: 'requests', columns: REQUEST_COLUMNS });
    this.#rollups = rollups;
    this.#folder = folder;
    this.#outliers = new OutlierWriter(engine, clock);
    this.#touch = touchStatement(db);
  }

  /** One after the other: what a transaction finds out is void if it fails, and must not mix with another's. */
  write(batches: readonly RecordBatch[]): Promise<WriteResult> {
    const result = this.#lastWrite.then(() => this.#write(batches));
    this.#lastWrite = result.catch(() => undefined);
    return result;
  }

  async #write(batches: readonly RecordBatch[]): Promise<WriteResult> {
    let committed = false;
    try {
      const result = await writeAlone(this.#db, this.#engine, (db) => this.#store(db, batches));
      committed = true;
      return result;
    } finally {
      const parts = [this.#folder, this.#endpoints, this.#outliers, ...Object.values(this.#labels)];
      for (const part of parts) part.settle(committed);
    }
  }

  async #store(db: Kysely<Tables>, batches: readonly RecordBatch[]): Promise<WriteResult> {
    const log = await db.selectFrom('write_log').selectAll().executeTakeFirstOrThrow();
    this.#forgetRemoved(log.removals);
    const fresh = await this.#instances.admit(db, batches);
    const seen = new Map<number, Seen>();
    let requests = 0;
    let lostOutliers = 0;
    for (const one of fresh) {
      const { ids, count } = await this.#storeRequests(db, one, seen);
      requests += count;
      lostOutliers += await this.#storeOutliers(db, one, ids);
    }
    for (const [endpointId, { first, last }] of [...seen].sort(([a], [b]) => a - b)) {
      await db.executeQuery(CompiledQuery.raw(this.#touch, [first, first, last, last, endpointId]));
    }
    await this.#folder.foldIfDue(db, log.folded_request_id);
    const result = { requests, replayedBatches: batches.length - fresh.length };
    return lostOutliers === 0 ? result : { ...result, lostOutliers };
  }

  /** Another process may have removed what this one remembers. */
  #forgetRemoved(removals: number): void {
    if (removals === this.#removals) return;
    for (const ids of [this.#endpoints, ...Object.values(this.#labels)]) ids.forget();
    this.#rollups.forget();
    this.#folder.forget();
    this.#outliers.forget();
    this.#removals = removals;
  }

  async #storeRequests(
    db: Kysely<Tables>,
    { batch, instanceId }: FreshBatch,
    seen: Map<number, Seen>,
  ): Promise<{ readonly ids: BatchIds; readonly count: number }> {
    const now = this.#clock.now();
    const rows = requestRows(batch, now);
    const ids = await this.#resolve(db, batch, rows);
    const values: unknown[] = [];
    const written: CountedRequest[] = [];
    for (const row of rows) {
      const endpointId = ids.endpoints[row.endpoint];
      if (endpointId === undefined) continue;
      const stored = {
        endpoint_id: endpointId,
        time: row.time,
        duration_micros: row.durationMicros,
        status_code: row.statusCode,
        flags: row.aborted ? 1 : 0,
        version_id: ids.version,
        group_id: ids.groups[row.group] ?? NO_LABEL,
        ip_id: ids.ips[row.ip] ?? NO_LABEL,
        instance_id: instanceId,
      };
      for (const column of REQUEST_COLUMNS) values.push(stored[column]);
      written.push(stored);
      see(seen, endpointId, row.time);
    }
    for (const { endpoint, time } of batch.touches) {
      const endpointId = ids.endpoints[endpoint];
      if (endpointId !== undefined) see(seen, endpointId, soundTime(time, now));
    }
    await this.#requests.run(db, values);
    this.#folder.written(written);
    return { ids, count: written.length };
  }

  /** Right after the batch's requests, whose ids are then the newest. */
  async #storeOutliers(db: Kysely<Tables>, { batch, instanceId }: FreshBatch, ids: BatchIds): Promise<number> {
    const { outliers = [], traced = [] } = batch;
    if (outliers.length === 0 && traced.length === 0) return 0;
    const endpoints = outliers.map(({ endpoint }) => endpoint);
    const endpointId = await this.#endpoints.resolve(db, endpoints, { level: 1, firstSeen: this.#clock.now() });
    return this.#outliers.store(db, {
      batch,
      instanceId,
      versionId: ids.version,
      inserted: insertedRows(batch, ids.endpoints),
      endpointId,
    });
  }

  async #resolve(db: Kysely<Tables>, batch: RecordBatch, rows: readonly RequestRow[]): Promise<BatchIds> {
    const { endpoints, strings, version } = batch;
    const firstSeen = Math.min(this.#clock.now(), ...rows.slice(0, 1).map((row) => row.time));
    const endpointId = await this.#endpoints.resolve(db, endpoints, { level: 1, firstSeen });
    const versionId = await this.#labels.versions.resolve(db, [version]);
    return {
      endpoints: endpoints.map(endpointId),
      version: versionId(version),
      groups: await this.#resolveUsed(
        db,
        this.#labels.groups,
        strings,
        rows.map((row) => row.group),
      ),
      ips: await this.#resolveUsed(
        db,
        this.#labels.ips,
        strings,
        rows.map((row) => row.ip),
      ),
    };
  }

  /** Only the texts that rows refer to in this role: a batch's texts are groups and IPs in one list. */
  async #resolveUsed(
    db: Kysely<Tables>,
    labels: LabelIds,
    texts: readonly string[],
    indexes: readonly number[],
  ): Promise<readonly number[]> {
    const used = [...new Set(indexes)];
    const id = await labels.resolve(
      db,
      used.map((index) => texts[index] ?? ''),
    );
    const ids: number[] = [];
    for (const index of used) if (index >= 0) ids[index] = id(texts[index] ?? '');
    return ids;
  }
}

/** A batch's indexes as ids of the database. */
interface BatchIds {
  readonly endpoints: readonly (number | undefined)[];
  readonly version: number;
  readonly groups: readonly number[];
  readonly ips: readonly number[];
}

function see(seen: Map<number, Seen>, endpointId: number, time: EpochMillis): void {
  const known = seen.get(endpointId);
  if (known === undefined) seen.set(endpointId, { first: time, last: time });
  else if (time > known.last) known.last = time;
  else if (time < known.first) known.first = time;
}

/** Takes first, first, last, last, endpoint: neither time goes back on what another process has written. */
function touchStatement(db: Kysely<Tables>): string {
  const update = db
    .updateTable('endpoints')
    .set((eb) => ({
      first_seen: eb.case().when('first_seen', '>', 0).then(eb.val(0)).else(eb.ref('first_seen')).end(),
      last_requested: eb
        .case()
        .when(eb.fn.coalesce('last_requested', eb.lit(-1)), '<', 0)
        .then(eb.val(0))
        .else(eb.ref('last_requested'))
        .end(),
    }))
    .where('id', '=', 0);
  return update.compile().sql;
}

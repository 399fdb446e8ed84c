import type { Kysely } from 'kysely';
import type { Clock } from '../../model/clock.ts';
import type { MonitoringLevel } from '../../model/endpoint.ts';
import { REQUEST_FIELD, REQUEST_STRIDE, type RecordBatch } from '../../model/record-batch.ts';
import type { WriteResult } from '../storage.ts';
import { insertedRows } from './details/inserted-rows.ts';
import { OutlierWriter } from './details/outlier-writer.ts';
import { EndpointIds } from './endpoint-ids.ts';
import { EndpointTimes, endpointTimesStatement } from './endpoint-times.ts';
import { newestRequestId } from './fold-marks.ts';
import { type FreshBatch, InstanceLog } from './instance-log.ts';
import { LabelIds } from './label-ids.ts';
import type { FoldLog, RequestFolder } from './request-folder.ts';
import { RequestInserts } from './request-inserts.ts';
import { type BatchIds, type RequestValues, requestValues, soundTime } from './request-values.ts';
import type { RollupWriter } from './rollup-writer.ts';
import { storeRuntimeSamples } from './runtime/store-runtime-samples.ts';
import type { SqlEngine } from './sql-engine.ts';
import { TEXT_LENGTHS } from './stored-text.ts';
import type { Tables } from './tables.ts';
import { writeAlone } from './write-alone.ts';

export interface BatchWriterParts {
  readonly db: Kysely<Tables>;
  readonly engine: SqlEngine;
  readonly clock: Clock;
  readonly rollups: RollupWriter;
  readonly folder: RequestFolder;
}

/** With all texts as ids: ready to be inserted. */
interface ResolvedBatch extends FreshBatch {
  readonly ids: BatchIds;
  readonly requests: readonly RequestValues[];
}

/** What one transaction has stored. */
interface Stored {
  readonly requests: readonly RequestValues[];
  readonly freshBatches: number;
  readonly lostOutliers: number;
  readonly log: FoldLog;
  readonly newest: number;
}

/** Stores batches: texts to ids, raw requests and the batch's number, all in one transaction. Folds them when it is time. */
export class BatchWriter {
  readonly #parts: BatchWriterParts;
  readonly #instances: InstanceLog;
  readonly #endpoints: EndpointIds;
  readonly #labels: Record<'versions' | 'groups' | 'ips', LabelIds>;
  readonly #inserts: RequestInserts;
  readonly #outliers: OutlierWriter;
  readonly #touch: string;
  /** Of endpoints that do not exist yet. */
  #level: MonitoringLevel = 1;
  #removals = 0;
  #lastWrite: Promise<unknown> = Promise.resolve();

  constructor(parts: BatchWriterParts) {
    const { db, engine, clock } = parts;
    const { duplicates } = engine;
    this.#parts = parts;
    this.#instances = new InstanceLog(engine);
    this.#endpoints = new EndpointIds(duplicates);
    this.#labels = {
      versions: new LabelIds({ table: 'versions', duplicates, length: TEXT_LENGTHS.version }),
      groups: new LabelIds({ table: 'groups', duplicates, length: TEXT_LENGTHS.group }),
      ips: new LabelIds({ table: 'ips', duplicates, length: TEXT_LENGTHS.ip }),
    };
    this.#inserts = new RequestInserts(db, engine);
    this.#outliers = new OutlierWriter(engine, clock);
    this.#touch = endpointTimesStatement(db);
  }

  /** One after the other: what a transaction finds out is void if it fails, and must not mix with another's. */
  write(batches: readonly RecordBatch[], defaultLevel: MonitoringLevel): Promise<WriteResult> {
    return this.#inTurn(async () => {
      this.#level = defaultLevel;
      const { requests, freshBatches, lostOutliers, log, newest } = await this.#store(batches);
      const counted = requests.map((each) => each.counted());
      await this.#parts.folder.written(counted, log, newest);
      await this.#parts.folder.foldDue();
      const count = requests.reduce((sum, each) => sum + each.count, 0);
      const result = { requests: count, replayedBatches: batches.length - freshBatches };
      return lostOutliers === 0 ? result : { ...result, lostOutliers };
    });
  }

  /** Folds what waits for long, also when nothing is written any more. */
  fold(): Promise<void> {
    return this.#inTurn(() => this.#parts.folder.foldWaiting());
  }

  /** Folds what is counted in memory already, due or not: in parts it would have to be read from the table. */
  foldCounted(): Promise<void> {
    return this.#inTurn(() => this.#parts.folder.foldCounted());
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#lastWrite.then(work);
    this.#lastWrite = result.catch(() => undefined);
    return result;
  }

  async #store(batches: readonly RecordBatch[]): Promise<Stored> {
    const { db, engine } = this.#parts;
    let committed = false;
    try {
      const stored = await writeAlone(db, engine, (alone) => this.#storeAlone(alone, batches));
      committed = true;
      return stored;
    } finally {
      for (const part of [this.#endpoints, this.#outliers, ...Object.values(this.#labels)]) part.settle(committed);
    }
  }

  async #storeAlone(db: Kysely<Tables>, batches: readonly RecordBatch[]): Promise<Stored> {
    const log = await db.selectFrom('write_log').selectAll().executeTakeFirstOrThrow();
    this.#forgetRemoved(log.removals);
    const fresh = await this.#instances.admit(db, batches);
    const times = new EndpointTimes();
    const resolved: ResolvedBatch[] = [];
    // All before the first insert: each batch's rows drive the texts that are remembered out of the processor's caches.
    for (const one of fresh) resolved.push(await this.#resolve(db, one, times));
    let lostOutliers = 0;
    for (const one of resolved) {
      for (const values of one.requests) await this.#inserts.run(db, values);
      lostOutliers += await this.#storeOutliers(db, one);
      await storeRuntimeSamples(db, this.#parts.engine, one, this.#parts.clock.now());
    }
    await times.store(db, this.#parts.engine, this.#touch);
    const requests = resolved.flatMap((one) => one.requests);
    return { requests, freshBatches: fresh.length, lostOutliers, log, newest: await newestRequestId(db) };
  }

  /** Another process may have removed what this one remembers. */
  #forgetRemoved(removals: number): void {
    if (removals === this.#removals) return;
    for (const ids of [this.#endpoints, ...Object.values(this.#labels)]) ids.forget();
    this.#outliers.forget();
    this.#removals = removals;
  }

  async #resolve(db: Kysely<Tables>, fresh: FreshBatch, times: EndpointTimes): Promise<ResolvedBatch> {
    const now = this.#parts.clock.now();
    const ids = await this.#idsOf(db, fresh);
    const requests = requestValues(fresh.batch, ids, now);
    for (const values of requests) values.eachTime((endpointId, time) => times.see(endpointId, time));
    for (const { endpoint, time } of fresh.batch.touches) {
      const endpointId = ids.endpoints[endpoint];
      if (endpointId !== undefined) times.see(endpointId, soundTime(time, now));
    }
    return { ...fresh, ids, requests };
  }

  /** Right after the batch's requests, whose ids are then the newest. */
  async #storeOutliers(db: Kysely<Tables>, { batch, instanceId, ids }: ResolvedBatch): Promise<number> {
    const { outliers = [], traced = [] } = batch;
    if (outliers.length === 0 && traced.length === 0) return 0;
    const endpoints = outliers.map(({ endpoint }) => endpoint);
    const added = { level: this.#level, firstSeen: this.#parts.clock.now() };
    const endpointId = await this.#endpoints.resolve(db, endpoints, added);
    return this.#outliers.store(db, {
      batch,
      instanceId,
      versionId: ids.version,
      inserted: insertedRows(batch, ids.endpoints),
      endpointId,
    });
  }

  async #idsOf(db: Kysely<Tables>, { batch, instanceId: instance }: FreshBatch): Promise<BatchIds> {
    const { endpoints, requests, strings } = batch;
    const now = this.#parts.clock.now();
    const firstSeen = Math.min(now, soundTime(requests[REQUEST_FIELD.time], now));
    const endpointId = await this.#endpoints.resolve(db, endpoints, { level: this.#level, firstSeen });
    const { versions, groups, ips } = this.#labels;
    const [version = 0] = await versions.resolve(db, [batch.version]);
    return {
      endpoints: endpoints.map(endpointId),
      groups: await groups.resolve(db, strings, usedIn(batch, REQUEST_FIELD.group)),
      ips: await ips.resolve(db, strings, usedIn(batch, REQUEST_FIELD.ip)),
      version,
      instance,
    };
  }
}

/** Says of each of the batch's texts whether requests refer to it in this role: groups and IPs are in one list. */
function usedIn({ requests, strings }: RecordBatch, field: number): Uint8Array {
  const used = new Uint8Array(strings.length);
  for (let at = field; at < requests.length; at += REQUEST_STRIDE) {
    const index = requests[at] ?? -1;
    if (index >= 0) used[index] = 1;
  }
  return used;
}

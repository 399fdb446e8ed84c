import type { Kysely } from 'kysely';
import type { Clock, EpochMillis } from '../../model/clock.ts';
import { RESOLUTION_MILLIS } from '../../rollup/resolution.ts';
import type { PruneResult, RetentionPolicy, WorkWatch } from '../storage.ts';
import type { BatchWriter } from './batch-writer.ts';
import { countOldDetails, DETAIL_TABLES, removeOldLinks, removeUnusedCodeLines } from './details/detail-keeper.ts';
import { newestRequestId, readFoldedId } from './fold-marks.ts';
import { removeOldPoints } from './graphs/remove-old-points.ts';
import { removeSilent } from './heartbeats.ts';
import { LabelSweep } from './label-sweep.ts';
import { type HorizonSource, setHorizon } from './metrics/horizons.ts';
import { endpointsWithSum } from './rebuild-rollups.ts';
import { removeOldest } from './remove-oldest.ts';
import type { RequestFolder } from './request-folder.ts';
import { ShortSteps } from './short-steps.ts';
import type { SqlEngine } from './sql-engine.ts';
import type { RollupTableName, Tables } from './tables.ts';
import { writeAlone } from './write-alone.ts';

const DAY = RESOLUTION_MILLIS.day;

/** What each source is kept in. */
const ROLLUPS: readonly { readonly table: RollupTableName; readonly source: HorizonSource }[] = [
  { table: 'rollups_minute', source: 'minute' },
  { table: 'rollups_quarter', source: 'quarter' },
  { table: 'rollups_hour', source: 'hour' },
  { table: 'rollups_group', source: 'label' },
  { table: 'rollups_ip', source: 'label' },
  { table: 'rollups_instance', source: 'label' },
];

export interface RetentionParts {
  readonly db: Kysely<Tables>;
  readonly engine: SqlEngine;
  readonly clock: Clock;
  readonly folder: RequestFolder;
  readonly batches: Pick<BatchWriter, 'foldCounted'>;
}

/** Removes what is too old, in steps so short that writers hardly wait. */
export class Retention {
  readonly #parts: RetentionParts;

  constructor(parts: RetentionParts) {
    this.#parts = parts;
  }

  async prune(policy: RetentionPolicy, isDryRun: boolean, watch?: WorkWatch): Promise<PruneResult> {
    return new PruneRun(this.#parts, watch).run(policy, isDryRun);
  }
}

class PruneRun {
  readonly #parts: RetentionParts;
  readonly #watch: WorkWatch | undefined;
  readonly #steps: ShortSteps;
  readonly #done = { requests: 0, rollups: 0, details: 0, labels: 0 };

  constructor(parts: RetentionParts, watch: WorkWatch | undefined) {
    this.#parts = parts;
    this.#watch = watch;
    this.#steps = new ShortSteps(parts.clock);
  }

  async run(policy: RetentionPolicy, isDryRun: boolean): Promise<PruneResult> {
    const before = wholeDays(policy);
    await this.#fold();
    if (isDryRun) return this.#count(before, policy.detailsBefore);
    await this.#pruneRequests(before.raw);
    for (const { table, source } of ROLLUPS) await this.#pruneRollups(table, source, before[source]);
    await this.#pruneDetails(policy.detailsBefore);
    await this.#pruneOthers(before, policy.detailsBefore);
    await this.#pruneToSize(policy.maxBytes);
    await this.#pruneLabels(Math.min(before.raw, before.label, policy.detailsBefore));
    await this.#steps.run(() => this.#parts.engine.giveBackSpace(this.#parts.db), this.#signal);
    return { ...this.#done };
  }

  get #signal(): AbortSignal | undefined {
    return this.#watch?.signal;
  }

  async #count(before: Before, detailsBefore: EpochMillis): Promise<PruneResult> {
    const { db } = this.#parts;
    const old = db
      .selectFrom('requests')
      .where('time', '<', before.raw)
      .select((eb) => eb.fn.countAll<number>().as('rows'));
    let rollups = 0;
    for (const { table, source } of ROLLUPS) {
      const rows = db
        .selectFrom(table)
        .where('bucket', '<', before[source])
        .select((eb) => eb.fn.countAll<number>().as('rows'));
      rollups += (await rows.executeTakeFirstOrThrow()).rows;
    }
    let details = 0;
    for (const table of DETAIL_TABLES) details += await countOldDetails(db, table, detailsBefore);
    return { requests: (await old.executeTakeFirstOrThrow()).rows, rollups, details, labels: 0 };
  }

  /** What is not in the rollups yet must not go. What others write meanwhile is not old, and would never end. */
  async #fold(): Promise<void> {
    const { db, folder, batches } = this.#parts;
    const until = await newestRequestId(db);
    await batches.foldCounted();
    const step = async (alone: Kysely<Tables>, most: number): Promise<number> =>
      (await readFoldedId(alone)) >= until ? 0 : folder.foldSome(alone, most);
    await this.#steps.run((most) => this.#alone((alone) => step(alone, most)), this.#signal);
  }

  async #pruneRequests(before: EpochMillis): Promise<void> {
    await this.#moveHorizon('raw', before);
    await this.#remove('requests', async (db, most) => {
      const old = db.selectFrom('requests').select('time').where('time', '<', before).orderBy('time');
      const last = (await old.offset(most).limit(1).executeTakeFirst())?.time ?? before - 1;
      // What came in since is not in the rollups yet.
      const folded = await readFoldedId(db);
      const remove = db.deleteFrom('requests').where('time', '<=', last).where('id', '<=', folded);
      return Number((await remove.executeTakeFirst()).numDeletedRows);
    });
  }

  async #pruneRollups(table: RollupTableName, source: HorizonSource, before: EpochMillis): Promise<void> {
    await this.#moveHorizon(source, before);
    for (const id of await endpointsWithSum(this.#parts.db)) {
      await this.#remove('rollups', (db, most) => removeBuckets(db, { table, id, before, most }));
    }
  }

  /** Not by whole days: nothing is made of them that would be cut in two. */
  async #pruneDetails(before: EpochMillis): Promise<void> {
    const now = this.#parts.clock.now();
    for (const table of DETAIL_TABLES)
      await this.#remove('details', (db, most) => removeOldest(db, { table, column: 'started_at', before, most }));
    await this.#steps.run((most) => this.#alone((db) => removeUnusedCodeLines(db, { before, most })), this.#signal);
    await this.#alone((db) => removeOldLinks(db, now));
  }

  /** What is not told of when something was pruned. */
  async #pruneOthers({ minute, quarter }: Before, detailsBefore: EpochMillis): Promise<void> {
    const samples = { table: 'runtime_samples', column: 'time', before: minute } as const;
    // Open ones too: after so long, how it is now is how it is.
    const regressions = { table: 'regressions', column: 'found_at', before: detailsBefore } as const;
    const run = (step: (db: Kysely<Tables>, most: number) => Promise<number>): Promise<number> =>
      this.#steps.run((most) => this.#alone((db) => step(db, most)), this.#signal);
    await run((db, most) => removeOldest(db, { ...samples, most }));
    await run((db, most) => removeOldest(db, { ...regressions, most }));
    await run((db, most) => removeOldPoints(db, quarter, most));
  }

  /** Takes the oldest days of raw requests until the rest fits; what remains are the rollups. */
  async #pruneToSize(maxBytes: number | null): Promise<void> {
    const { db, engine } = this.#parts;
    while (maxBytes !== null && (await engine.usedBytes(db)) > maxBytes) {
      const oldest = await db.selectFrom('requests').select('time').orderBy('time').limit(1).executeTakeFirst();
      const before = this.#done.requests;
      if (oldest === undefined || this.#signal?.aborted) return;
      await this.#fold();
      await this.#pruneRequests(oldest.time - (oldest.time % DAY) + DAY);
      if (this.#done.requests === before) return;
    }
  }

  async #pruneLabels(before: EpochMillis): Promise<void> {
    const { db, engine, clock } = this.#parts;
    const now = clock.now();
    await this.#remove('labels', (alone, most) => removeSilent(alone, { before, now, most: Math.min(most, 500) }));
    // Reading all that is kept is worth it once a day, which is how often days become old.
    if (this.#done.requests + this.#done.rollups === 0) return;
    const removed = (labels: number): void => this.#add('labels', labels);
    await new LabelSweep({ db, engine, clock, signal: this.#signal, removed }).run();
  }

  /** Before the first row goes, so that no answer takes what is left for all there was. */
  async #moveHorizon(source: HorizonSource, since: EpochMillis): Promise<void> {
    const { engine } = this.#parts;
    await this.#alone((alone) => setHorizon(alone, engine.duplicates, { source, since }));
  }

  async #remove(what: keyof PruneResult, step: (db: Kysely<Tables>, most: number) => Promise<number>): Promise<void> {
    await this.#steps.run(async (most) => {
      const removed = await this.#alone((db) => step(db, most));
      this.#add(what, removed);
      return removed;
    }, this.#signal);
  }

  #add(what: keyof PruneResult, rows: number): void {
    this.#done[what] += rows;
    this.#watch?.progress({ ...this.#done });
  }

  #alone<Result>(work: (db: Kysely<Tables>) => Promise<Result>): Promise<Result> {
    return writeAlone(this.#parts.db, this.#parts.engine, work);
  }
}

type Before = Readonly<Record<HorizonSource, EpochMillis>>;

/** Only whole days go: then no bucket is ever cut in two. */
function wholeDays(policy: RetentionPolicy): Before {
  const start = (time: EpochMillis): EpochMillis => Math.max(0, time - (time % DAY));
  return {
    raw: start(policy.requestsBefore),
    minute: start(policy.minuteRollupsBefore),
    quarter: start(policy.quarterRollupsBefore),
    hour: start(policy.quarterRollupsBefore),
    label: start(policy.quarterRollupsBefore),
    day: 0,
  };
}

async function removeBuckets(
  db: Kysely<Tables>,
  { table, id, before, most }: { table: RollupTableName; id: number; before: EpochMillis; most: number },
): Promise<number> {
  const old = db.selectFrom(table).select('bucket').where('endpoint_id', '=', id).where('bucket', '<', before);
  const last = (await old.orderBy('bucket').offset(most).limit(1).executeTakeFirst())?.bucket ?? before - 1;
  const remove = db.deleteFrom(table).where('endpoint_id', '=', id).where('bucket', '<=', last);
  return Number((await remove.executeTakeFirst()).numDeletedRows);
}

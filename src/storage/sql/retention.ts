import type { Kysely } from 'kysely';
import type { Clock, EpochMillis } from '../../model/clock.ts';
import { RESOLUTION_MILLIS } from '../../rollup/resolution.ts';
import type { PruneResult, RetentionPolicy, WorkWatch } from '../storage.ts';
import type { BatchWriter } from './batch-writer.ts';
import { countOldDetails, DETAIL_TABLES, removeOldLinks, removeUnusedCodeLines } from './details/detail-keeper.ts';
import { countDeleted, endOfOldest } from './end-of-oldest.ts';
import { newestRequestId, readFoldedId } from './fold-marks.ts';
import { removeOldPoints } from './graphs/remove-old-points.ts';
import { removeSilent } from './heartbeats.ts';
import { LabelSweep } from './label-sweep.ts';
import { type HorizonSource, type Horizons, laterHorizons, setHorizons } from './metrics/horizons.ts';
import { endpointsWithSum } from './rebuild-rollups.ts';
import { removeOldest } from './remove-oldest.ts';
import type { RequestFolder } from './request-folder.ts';
import { ShortSteps } from './short-steps.ts';
import type { SqlEngine } from './sql-engine.ts';
import type { RollupTableName, Tables } from './tables.ts';
import { type Alone, writeAlone } from './write-alone.ts';

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

/** Removes what is too old, in steps so short that writers hardly wait; where nothing is, they do not wait at all. */
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
    await this.#moveHorizons(before);
    await this.#pruneRequests(before.raw);
    for (const { table, source } of ROLLUPS) await this.#pruneRollups(table, before[source]);
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
    const isFolded = async (): Promise<boolean> => (await readFoldedId(db)) >= until;
    const step = (most: number): Promise<number> => this.#alone((alone) => folder.foldSome(alone, most));
    await this.#steps.run(async (most) => ((await isFolded()) ? 0 : step(most)), this.#signal);
  }

  async #pruneRequests(before: EpochMillis): Promise<void> {
    const { db } = this.#parts;
    await this.#remove('requests', async (most) => {
      const end = await endOfOldest(db.selectFrom('requests').select('time'), { before, most });
      if (end === null) return 0;
      // What came in since is not in the rollups yet.
      const folded = await readFoldedId(db);
      return this.#alone((alone) =>
        countDeleted(alone.deleteFrom('requests').where('time', '<=', end).where('id', '<=', folded)),
      );
    });
  }

  async #pruneRollups(table: RollupTableName, before: EpochMillis): Promise<void> {
    const { db } = this.#parts;
    for (const id of await endpointsWithSum(db)) {
      await this.#remove('rollups', async (most) => {
        const own = db.selectFrom(table).select('bucket as time').where('endpoint_id', '=', id);
        const end = await endOfOldest(own, { before, most });
        if (end === null) return 0;
        return this.#alone((alone) =>
          countDeleted(alone.deleteFrom(table).where('endpoint_id', '=', id).where('bucket', '<=', end)),
        );
      });
    }
  }

  /** Not by whole days: nothing is made of them that would be cut in two. */
  async #pruneDetails(before: EpochMillis): Promise<void> {
    const { db, clock } = this.#parts;
    for (const table of DETAIL_TABLES)
      await this.#remove('details', (most) =>
        removeOldest(db, this.#alone, { table, column: 'started_at', before, most }),
      );
    await this.#steps.run((most) => removeUnusedCodeLines(db, this.#alone, { before, most }), this.#signal);
    await removeOldLinks(db, this.#alone, clock.now());
  }

  /** What is not told of when something was pruned. */
  async #pruneOthers({ minute, quarter }: Before, detailsBefore: EpochMillis): Promise<void> {
    const samples = { table: 'runtime_samples', column: 'time', before: minute } as const;
    // Open ones too: after so long, how it is now is how it is.
    const regressions = { table: 'regressions', column: 'found_at', before: detailsBefore } as const;
    const { db } = this.#parts;
    await this.#steps.run((most) => removeOldest(db, this.#alone, { ...samples, most }), this.#signal);
    await this.#steps.run((most) => removeOldest(db, this.#alone, { ...regressions, most }), this.#signal);
    await this.#steps.run((most) => removeOldPoints(db, this.#alone, { before: quarter, most }), this.#signal);
  }

  /** Takes the oldest days of raw requests until the rest fits; what remains are the rollups. */
  async #pruneToSize(maxBytes: number | null): Promise<void> {
    const { db, engine } = this.#parts;
    while (maxBytes !== null && (await engine.usedBytes(db)) > maxBytes) {
      const oldest = await db.selectFrom('requests').select('time').orderBy('time').limit(1).executeTakeFirst();
      const before = this.#done.requests;
      if (oldest === undefined || this.#signal?.aborted) return;
      await this.#fold();
      const raw = oldest.time - (oldest.time % DAY) + DAY;
      await this.#moveHorizons({ raw });
      await this.#pruneRequests(raw);
      if (this.#done.requests === before) return;
    }
  }

  async #pruneLabels(before: EpochMillis): Promise<void> {
    const { db, engine, clock } = this.#parts;
    const now = clock.now();
    await this.#remove('labels', (most) => removeSilent(db, this.#alone, { before, now, most: Math.min(most, 500) }));
    // Reading all that is kept is worth it once a day, which is how often days become old.
    if (this.#done.requests + this.#done.rollups === 0) return;
    const removed = (labels: number): void => this.#add('labels', labels);
    await new LabelSweep({ db, engine, clock, signal: this.#signal, removed }).run();
  }

  /** Before the first row goes, so that no answer takes what is left for all there was. */
  async #moveHorizons(before: Horizons): Promise<void> {
    const { db, engine } = this.#parts;
    if ((await laterHorizons(db, before)).length > 0)
      await this.#alone((alone) => setHorizons(alone, engine.duplicates, before));
  }

  async #remove(what: keyof PruneResult, step: (most: number) => Promise<number>): Promise<void> {
    await this.#steps.run(async (most) => {
      const removed = await step(most);
      this.#add(what, removed);
      return removed;
    }, this.#signal);
  }

  #add(what: keyof PruneResult, rows: number): void {
    this.#done[what] += rows;
    this.#watch?.progress({ ...this.#done });
  }

  readonly #alone: Alone = (work) => writeAlone(this.#parts.db, this.#parts.engine, work);
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

import type { Kysely } from 'kysely';
import type { Clock, EpochMillis } from '../../model/clock.ts';
import { RESOLUTION_MILLIS } from '../../rollup/resolution.ts';
import type { PruneResult, RetentionPolicy } from '../storage.ts';
import {
  countOldDetails,
  DETAIL_TABLES,
  removeOldDetails,
  removeOldLinks,
  removeUnusedCodeLines,
} from './details/detail-keeper.ts';
import { type HorizonSource, setHorizon } from './metrics/horizons.ts';
import { endpointsWithSum } from './rebuild-rollups.ts';
import { type RequestFolder, readFoldedId } from './request-folder.ts';
import { ShortSteps } from './short-steps.ts';
import type { SqlEngine } from './sql-engine.ts';
import type { RollupTableName, Tables } from './tables.ts';
import { writeAlone } from './write-alone.ts';

const DAY = RESOLUTION_MILLIS.day;

/** What each source is kept in. */
const ROLLUPS: readonly { readonly table: RollupTableName; readonly source: HorizonSource }[] = [
  { table: 'rollups_minute', source: 'minute' },
  { table: 'rollups_quarter', source: 'quarter' },
  { table: 'rollups_group', source: 'label' },
  { table: 'rollups_ip', source: 'label' },
  { table: 'rollups_instance', source: 'label' },
];

export interface RetentionParts {
  readonly db: Kysely<Tables>;
  readonly engine: SqlEngine;
  readonly clock: Clock;
  readonly folder: RequestFolder;
}

/** Removes what is too old, in steps so short that writers hardly wait. */
export class Retention {
  readonly #parts: RetentionParts;
  readonly #steps: ShortSteps;

  constructor(parts: RetentionParts) {
    this.#parts = parts;
    this.#steps = new ShortSteps(parts.clock);
  }

  async prune(policy: RetentionPolicy, isDryRun: boolean): Promise<PruneResult> {
    const before = wholeDays(policy);
    await this.#alone((alone) => this.#parts.folder.foldAll(alone), this.#parts.db);
    if (isDryRun)
      return { ...(await this.#count(before)), details: await countOldDetails(this.#parts.db, policy.detailsBefore) };
    let requests = await this.#pruneRequests(before.raw);
    let rollups = 0;
    for (const { table, source } of ROLLUPS) rollups += await this.#pruneRollups(table, source, before[source]);
    const details = await this.#pruneDetails(policy.detailsBefore);
    requests += await this.#pruneToSize(policy.maxBytes);
    await this.#steps.run(() => this.#parts.engine.giveBackSpace(this.#parts.db));
    return { requests, rollups, details };
  }

  async #count(before: Before): Promise<Omit<PruneResult, 'details'>> {
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
    return { requests: (await old.executeTakeFirstOrThrow()).rows, rollups };
  }

  async #pruneRequests(before: EpochMillis): Promise<number> {
    const { db } = this.#parts;
    await this.#alone((alone) => this.#parts.folder.foldAll(alone), db);
    await this.#moveHorizon('raw', before);
    return this.#steps.run((most) =>
      this.#alone(async (alone) => {
        const old = alone.selectFrom('requests').select('time').where('time', '<', before).orderBy('time');
        const last = (await old.offset(most).limit(1).executeTakeFirst())?.time ?? before - 1;
        // What came in since is not in the rollups yet.
        const folded = await readFoldedId(alone);
        const remove = alone.deleteFrom('requests').where('time', '<=', last).where('id', '<=', folded);
        const removed = await remove.executeTakeFirst();
        return Number(removed.numDeletedRows);
      }, db),
    );
  }

  async #pruneRollups(table: RollupTableName, source: HorizonSource, before: EpochMillis): Promise<number> {
    const { db } = this.#parts;
    await this.#moveHorizon(source, before);
    let removed = 0;
    for (const id of await endpointsWithSum(db)) {
      removed += await this.#steps.run((most) =>
        this.#alone((alone) => removeBuckets(alone, { table, id, before, most }), db),
      );
    }
    return removed;
  }

  /** Not by whole days: nothing is made of them that would be cut in two. */
  async #pruneDetails(before: EpochMillis): Promise<number> {
    const { db, clock } = this.#parts;
    let removed = 0;
    for (const table of DETAIL_TABLES) {
      removed += await this.#steps.run((most) =>
        this.#alone((alone) => removeOldDetails(alone, { table, before, most }), db),
      );
    }
    await this.#steps.run((most) => this.#alone((alone) => removeUnusedCodeLines(alone, { before, most }), db));
    await this.#alone((alone) => removeOldLinks(alone, clock.now()), db);
    return removed;
  }

  /** Takes the oldest days of raw requests until the rest fits; what remains are the rollups. */
  async #pruneToSize(maxBytes: number | null): Promise<number> {
    const { db, engine } = this.#parts;
    let removed = 0;
    while (maxBytes !== null && ((await engine.usedBytes(db)) ?? 0) > maxBytes) {
      const oldest = await db.selectFrom('requests').select('time').orderBy('time').limit(1).executeTakeFirst();
      if (oldest === undefined) break;
      removed += await this.#pruneRequests(oldest.time - (oldest.time % DAY) + DAY);
    }
    return removed;
  }

  /** Before the first row goes, so that no answer takes what is left for all there was. */
  async #moveHorizon(source: HorizonSource, since: EpochMillis): Promise<void> {
    const { db, engine } = this.#parts;
    await writeAlone(db, engine, (alone) => setHorizon(alone, engine.duplicates, { source, since }));
  }

  #alone<Result>(work: (db: Kysely<Tables>) => Promise<Result>, db: Kysely<Tables>): Promise<Result> {
    return writeAlone(db, this.#parts.engine, work);
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

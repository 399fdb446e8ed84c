import type { Kysely } from 'kysely';
import type { Clock } from '../../model/clock.ts';
import { detailVersions } from './details/detail-keeper.ts';
import { IdSet } from './id-set.ts';
import { endpointsWithSum } from './rebuild-rollups.ts';
import { countRemoval, readRemovals } from './removals.ts';
import { ShortSteps } from './short-steps.ts';
import type { SqlEngine } from './sql-engine.ts';
import type { Tables } from './tables.ts';
import { writeAlone } from './write-alone.ts';

const DELETED_AT_ONCE = 500;

/** Who refers to each table's texts. Versions are in every rollup, and those of days are kept longest. */
const LABELS = [
  { table: 'versions', column: 'version_id', rollups: 'rollups_day', facet: 'version_id' },
  { table: 'groups', column: 'group_id', rollups: 'rollups_group', facet: 'label_id' },
  { table: 'ips', column: 'ip_id', rollups: 'rollups_ip', facet: 'label_id' },
] as const;

type Label = (typeof LABELS)[number] & { readonly used: IdSet };

export interface LabelSweepParts {
  readonly db: Kysely<Tables>;
  readonly engine: SqlEngine;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  /** So many more. */
  removed(labels: number): void;
}

/**
 * Removes texts to which nothing refers any more. First it marks, without keeping anybody from writing, what requests
 * and rollups refer to; then it removes the rest in short transactions, each of which first looks at the requests that
 * came since. Processes that remember an id of a text that goes are told by the count of removals, as always.
 *
 * A reference could be missed if it moved while it was looked for. Requests are marked before the rollups, into which
 * they are folded; whatever else moves rows counts as a removal, upon which the sweep ends, to be done another day.
 */
export class LabelSweep {
  readonly #parts: LabelSweepParts;
  readonly #steps: ShortSteps;
  /** Requests up to this one are marked. */
  #markedRequest = 0;
  /** All of them by this sweep itself. */
  #removals = 0;

  constructor(parts: LabelSweepParts) {
    this.#parts = parts;
    this.#steps = new ShortSteps(parts.clock);
  }

  async run(): Promise<void> {
    const { db, signal } = this.#parts;
    this.#removals = await readRemovals(db);
    const labels: Label[] = [];
    for (const label of LABELS) labels.push({ ...label, used: new IdSet(await newestId(db, label.table)) });
    await this.#steps.run((most) => this.#markRequests(db, labels, most), signal);
    for (const label of labels) await this.#markRollups(label);
    for (const label of labels) await this.#sweep(label, labels);
  }

  async #markRequests(db: Kysely<Tables>, labels: readonly Label[], most: number): Promise<number> {
    const rows = await db
      .selectFrom('requests')
      .select(['id', ...LABELS.map(({ column }) => column)])
      .where('id', '>', this.#markedRequest)
      .orderBy('id')
      .limit(most)
      .execute();
    for (const row of rows) for (const { column, used } of labels) used.add(row[column]);
    this.#markedRequest = rows.at(-1)?.id ?? this.#markedRequest;
    return rows.length;
  }

  async #markRollups({ rollups, facet, used }: Label): Promise<void> {
    const { db, signal } = this.#parts;
    for (const id of await endpointsWithSum(db)) {
      let after = -1;
      await this.#steps.run(async (most) => {
        const own = db.selectFrom(rollups).where('endpoint_id', '=', id).where('bucket', '>', after);
        const ordered = own.select('bucket').orderBy('bucket').offset(most).limit(1);
        const end = (await ordered.executeTakeFirst())?.bucket ?? Number.MAX_SAFE_INTEGER;
        const rows = await own.select(`${facet} as id`).distinct().where('bucket', '<=', end).execute();
        for (const row of rows) used.add(row.id);
        after = end;
        return rows.length;
      }, signal);
    }
  }

  async #sweep({ table, used }: Label, labels: readonly Label[]): Promise<void> {
    const { db, engine, signal, removed } = this.#parts;
    let after = 0;
    await this.#steps.run(async (most) => {
      return writeAlone(db, engine, async (alone) => {
        if ((await readRemovals(alone)) !== this.#removals) return 0;
        while ((await this.#markRequests(alone, labels, most)) > 0);
        if (table === 'versions') for (const id of await detailVersions(alone)) used.add(id);
        const query = alone.selectFrom(table).select('id').where('id', '>', after).where('id', '<=', used.most);
        const ids = (await query.orderBy('id').limit(most).execute()).map(({ id }) => id);
        const unused = ids.filter((id) => !used.has(id));
        for (let at = 0; at < unused.length; at += DELETED_AT_ONCE) {
          await alone
            .deleteFrom(table)
            .where('id', 'in', unused.slice(at, at + DELETED_AT_ONCE))
            .execute();
        }
        if (unused.length > 0) {
          await countRemoval(alone);
          this.#removals += 1;
          removed(unused.length);
        }
        after = ids.at(-1) ?? after;
        return ids.length;
      });
    }, signal);
  }
}

async function newestId(db: Kysely<Tables>, table: Label['table']): Promise<number> {
  return (await db.selectFrom(table).select('id').orderBy('id', 'desc').limit(1).executeTakeFirst())?.id ?? 0;
}

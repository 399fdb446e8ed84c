import type { Kysely } from 'kysely';
import type { EpochMillis } from '../../../model/clock.ts';
import type { GraphDescription, GraphPoint, GraphResult, StoredGraph } from '../../../model/graph.ts';
import type { GraphBook, GraphPointsQuery } from '../../graph-book.ts';
import type { SqlEngine } from '../sql-engine.ts';
import { storedText, TEXT_LENGTHS } from '../stored-text.ts';
import type { GraphTable, Tables } from '../tables.ts';
import { writeAlone } from '../write-alone.ts';
import { readGraphPoints } from './read-graph-points.ts';

/** Of a graph that has never run. */
const NEVER = 0;

export class SqlGraphBook implements GraphBook {
  readonly #db: Kysely<Tables>;
  readonly #engine: SqlEngine;

  constructor(db: Kysely<Tables>, engine: SqlEngine) {
    this.#db = db;
    this.#engine = engine;
  }

  async announce({ title, trigger, schedule }: GraphDescription, nextAt: EpochMillis | null): Promise<void> {
    const described = { kind: trigger, schedule: storedText(schedule, TEXT_LENGTHS.schedule), next_at: nextAt };
    const row = { title: titleOf(title), ...described, last_run: NEVER, error: null, error_at: null };
    const insert = this.#db.insertInto('graphs').values(row);
    const columns = ['kind', 'schedule', 'next_at'] as const;
    await this.#engine.duplicates.replace(insert, { key: ['title'], columns }).execute();
  }

  async claim(title: string, tick: EpochMillis, nextAt: EpochMillis | null): Promise<boolean> {
    const claim = this.#db
      .updateTable('graphs')
      .set({ last_run: tick, next_at: nextAt })
      .where('title', '=', titleOf(title))
      .where('last_run', '<', tick);
    return Number((await claim.executeTakeFirst()).numUpdatedRows) > 0;
  }

  async store({ title, tick, values, error }: GraphResult): Promise<void> {
    await writeAlone(this.#db, this.#engine, async (db) => {
      const graph = await db.selectFrom('graphs').select('id').where('title', '=', titleOf(title)).executeTakeFirst();
      if (graph === undefined) return;
      const problem = error === null ? null : storedText(error, TEXT_LENGTHS.error);
      const state = { error: problem, error_at: error === null ? null : tick };
      await db.updateTable('graphs').set(state).where('id', '=', graph.id).execute();
      if (values === null || values.length === 0) return;
      const rows = values.map(([series, value]) => ({
        graph_id: graph.id,
        time: tick,
        series: storedText(series, TEXT_LENGTHS.series),
        value,
      }));
      await this.#engine.duplicates.ignore(db.insertInto('graph_points').values(rows)).execute();
    });
  }

  async list(): Promise<readonly StoredGraph[]> {
    return (await this.#db.selectFrom('graphs').selectAll().orderBy('title').execute()).map(describe);
  }

  async points(id: number, query: GraphPointsQuery): Promise<readonly GraphPoint[] | null> {
    const graph = await this.#db.selectFrom('graphs').select('id').where('id', '=', id).executeTakeFirst();
    return graph === undefined ? null : readGraphPoints(this.#db, id, query);
  }
}

function titleOf(title: string): string {
  return storedText(title, TEXT_LENGTHS.title);
}

function describe({ id, title, kind, schedule, next_at, last_run, error, error_at }: Row): StoredGraph {
  return {
    id,
    title,
    trigger: kind,
    schedule,
    nextAt: next_at,
    lastRun: last_run === NEVER ? null : last_run,
    lastError: error === null || error_at === null ? null : { time: error_at, message: error },
  };
}

type Row = Omit<GraphTable, 'id'> & { readonly id: number };

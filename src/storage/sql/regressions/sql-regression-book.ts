import type { Kysely, Selectable } from 'kysely';
import type { EpochMillis } from '../../../model/clock.ts';
import type {
  Regression,
  RegressionEvidence,
  RegressionOccasion,
  StoredRegression,
} from '../../../model/regression.ts';
import type { RegressionBook, RegressionsQuery } from '../../regression-book.ts';
import { compressJson, expandJson } from '../details/compressed-json.ts';
import type { SqlEngine } from '../sql-engine.ts';
import { storedText, TEXT_LENGTHS } from '../stored-text.ts';
import type { Tables } from '../tables.ts';
import { writeAlone } from '../write-alone.ts';
import type { RegressionTable } from './regression-tables.ts';

export class SqlRegressionBook implements RegressionBook {
  readonly #db: Kysely<Tables>;
  readonly #engine: SqlEngine;

  constructor(db: Kysely<Tables>, engine: SqlEngine) {
    this.#db = db;
    this.#engine = engine;
  }

  async list({ isOpen, limit }: RegressionsQuery): Promise<readonly StoredRegression[]> {
    let query = this.#db.selectFrom('regressions').selectAll();
    if (isOpen) query = query.where('resolved_at', 'is', null);
    const rows = await query.orderBy('found_at', 'desc').orderBy('id', 'desc').limit(limit).execute();
    return rows.map(regressionOf);
  }

  async add(regression: Regression, now: EpochMillis): Promise<boolean> {
    const { endpointId, question, occasion, since, version, evidence } = regression;
    return writeAlone(this.#db, this.#engine, async (db) => {
      const endpoint = await db.selectFrom('endpoints').select('id').where('id', '=', endpointId).executeTakeFirst();
      const open = db.selectFrom('regressions').select('id').where('endpoint_id', '=', endpointId);
      const found = await open.where('question', '=', question).where('resolved_at', 'is', null).executeTakeFirst();
      if (endpoint === undefined || found !== undefined) return false;
      const row = { endpoint_id: endpointId, question, occasion, since, version: versionText(version) };
      const state = {
        found_at: now,
        judged_at: now,
        resolved_at: null,
        acknowledged_at: null,
        evidence: compressJson(evidence),
      };
      await db
        .insertInto('regressions')
        .values({ ...row, ...state })
        .execute();
      return true;
    });
  }

  async update(id: number, evidence: RegressionEvidence, now: EpochMillis): Promise<void> {
    await this.#set(id, { evidence: compressJson(evidence), judged_at: now });
  }

  async resolve(id: number, now: EpochMillis): Promise<void> {
    await this.#set(id, { resolved_at: now });
  }

  async acknowledge(id: number, at: EpochMillis | null): Promise<StoredRegression | null> {
    await this.#set(id, { acknowledged_at: at });
    const row = await this.#db.selectFrom('regressions').selectAll().where('id', '=', id).executeTakeFirst();
    return row === undefined ? null : regressionOf(row);
  }

  async lastLook(occasion: RegressionOccasion): Promise<string | null> {
    const query = this.#db.selectFrom('regression_looks').select('looked_at').where('occasion', '=', occasion);
    return (await query.executeTakeFirst())?.looked_at ?? null;
  }

  async looked(occasion: RegressionOccasion, at: string): Promise<void> {
    const row = { occasion, looked_at: storedText(at, TEXT_LENGTHS.look) };
    const insert = this.#db.insertInto('regression_looks').values(row);
    await this.#engine.duplicates.replace(insert, { key: ['occasion'], columns: ['looked_at'] }).execute();
  }

  async #set(id: number, values: Partial<Selectable<RegressionTable>>): Promise<void> {
    await this.#db.updateTable('regressions').set(values).where('id', '=', id).execute();
  }
}

function regressionOf(row: Selectable<RegressionTable>): StoredRegression {
  return {
    id: row.id,
    endpointId: row.endpoint_id,
    question: row.question,
    occasion: row.occasion,
    since: row.since,
    version: row.version,
    foundAt: row.found_at,
    judgedAt: row.judged_at,
    resolvedAt: row.resolved_at,
    acknowledgedAt: row.acknowledged_at,
    evidence: expandJson<RegressionEvidence>(row.evidence),
  };
}

function versionText(version: string | null): string | null {
  return version === null ? null : storedText(version, TEXT_LENGTHS.version);
}

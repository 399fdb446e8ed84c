import type { Kysely } from 'kysely';
import type { EpochMillis } from '../../../model/clock.ts';
import type { Duplicates } from '../duplicates.ts';
import type { Tables } from '../tables.ts';

const TRACES_AT_ONCE = 200;

export interface TracedRequest {
  readonly trace: number;
  readonly requestId: number;
  readonly durationMicros: number;
  readonly statusCode: number;
}

export interface TracedRequests {
  readonly instanceId: number;
  readonly requests: readonly TracedRequest[];
}

/** Tells outliers and profiles which request they are of: those stored already, and by a row those to come. */
export class TraceLinks {
  readonly #duplicates: Duplicates;

  constructor(duplicates: Duplicates) {
    this.#duplicates = duplicates;
  }

  async add(db: Kysely<Tables>, { instanceId, requests }: TracedRequests, now: EpochMillis): Promise<void> {
    for (let at = 0; at < requests.length; at += TRACES_AT_ONCE) {
      const some = requests.slice(at, at + TRACES_AT_ONCE);
      const rows = some.map(({ trace, requestId }) => ({
        instance_id: instanceId,
        trace,
        request_id: requestId,
        stored_at: Math.floor(now),
      }));
      await this.#duplicates.ignore(db.insertInto('traced_requests').values(rows)).execute();
      await linkStored(db, { instanceId, requests: some });
    }
  }
}

/** Requests of traces that are stored, by trace. Whoever has forgotten its raw request still knows its id. */
export async function tracedRequestIds(
  db: Kysely<Tables>,
  instanceId: number,
  traces: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const query = db.selectFrom('traced_requests').select(['trace', 'request_id']).where('instance_id', '=', instanceId);
  const rows = traces.length === 0 ? [] : await query.where('trace', 'in', traces).execute();
  return new Map(rows.map(({ trace, request_id }) => [trace, request_id]));
}

/** The same with how they ended. */
export async function tracedRequests(
  db: Kysely<Tables>,
  instanceId: number,
  traces: readonly number[],
): Promise<readonly TracedRequest[]> {
  if (traces.length === 0) return [];
  return db
    .selectFrom('traced_requests')
    .innerJoin('requests', 'requests.id', 'traced_requests.request_id')
    .where('traced_requests.instance_id', '=', instanceId)
    .where('trace', 'in', traces)
    .select([
      'trace',
      'traced_requests.request_id as requestId',
      'duration_micros as durationMicros',
      'status_code as statusCode',
    ])
    .execute();
}

async function linkStored(db: Kysely<Tables>, { instanceId, requests }: TracedRequests): Promise<void> {
  const traces = requests.map(({ trace }) => trace);
  const byTrace = new Map(requests.map((request) => [request.trace, request]));
  const outliers = db.selectFrom('outliers').select(['id', 'trace']).where('instance_id', '=', instanceId);
  for (const { id, trace } of await outliers.where('trace', 'in', traces).execute()) {
    const request = byTrace.get(trace);
    if (request === undefined) continue;
    const { requestId: request_id, durationMicros: duration_micros, statusCode: status_code } = request;
    await db.updateTable('outliers').set({ request_id, duration_micros, status_code }).where('id', '=', id).execute();
  }
  const profiles = db.selectFrom('profiles').select(['id', 'trace']).where('instance_id', '=', instanceId);
  for (const { id, trace } of await profiles.where('trace', 'in', traces).execute()) {
    const request_id = byTrace.get(trace)?.requestId ?? null;
    await db.updateTable('profiles').set({ request_id }).where('id', '=', id).execute();
  }
}

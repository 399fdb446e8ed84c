import type { TimeRange } from '../../model/time-range.ts';
import { describeRequest } from '../answers/request-record.ts';
import type { RequestsAnswer } from '../contract.ts';
import { ref } from '../openapi/schemas.ts';
import { cursor } from '../query/cursor.ts';
import { type Filters, requestFilters } from '../query/filters.ts';
import { noBody } from '../query/json-body.ts';
import { limit } from '../query/limit.ts';
import { timeRange } from '../query/time-range.ts';
import { defineRoute, type Route } from '../route.ts';

interface Query {
  readonly range: TimeRange;
  readonly filters: Filters;
  readonly limit: number;
  readonly cursor: string | null;
}

export const requests: Route = defineRoute<Query, null, RequestsAnswer>({
  method: 'GET',
  path: '/requests',
  role: 'guest',
  summary: 'Single requests, newest first',
  needsStorage: true,
  query: {
    range: timeRange,
    filters: requestFilters,
    limit: limit({ fallback: 50, max: 500 }),
    cursor,
  },
  body: noBody,
  answer: { status: 200, description: 'One page; `nextCursor` gives the next.', schema: ref('Requests') },
  problems: [],
  async handle({ context, query }) {
    const { rows, nextCursor } = await context.storage.listRequests(query);
    return { body: { requests: rows.map(describeRequest), nextCursor } };
  },
});

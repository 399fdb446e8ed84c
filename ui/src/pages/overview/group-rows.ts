import type { EndpointRow } from './endpoint-rows.ts';

/** Heads the endpoints below one path prefix. */
export interface GroupRow {
  readonly kind: 'group';
  readonly prefix: string;
  readonly endpoints: number;
  readonly requests: number;
  readonly requestsToday: number;
  readonly requestsWeek: number;
  readonly requestsOverall: number;
  readonly errors: number;
  readonly timeShare: number;
  readonly lastRequested: string | null;
}

export type TableRow = EndpointRow | GroupRow;

/** Segments that say where an API is, not what it is about. */
const MOUNT_SEGMENT = /^(api|rest|v\d+(\.\d+)*)$/i;

/** `/api/v1/users/:id` belongs to `/api/v1/users`. */
export function prefixOf(route: string): string {
  const segments = route.split('/').filter((segment) => segment !== '');
  const first = segments.findIndex((segment) => !MOUNT_SEGMENT.test(segment));
  const kept = segments.slice(0, first === -1 ? segments.length : first + 1);
  if (kept.at(-1)?.startsWith(':') === true) kept.pop();
  return route.startsWith('/') ? `/${kept.join('/')}` : route;
}

/** Groups in the order of their first row, so that they follow the table's sorting; closed ones hide their rows. */
export function groupRows(rows: readonly EndpointRow[], closed: ReadonlySet<string>): readonly TableRow[] {
  const groups = new Map<string, EndpointRow[]>();
  for (const row of rows) {
    const prefix = prefixOf(row.endpoint.route);
    const group = groups.get(prefix);
    if (group === undefined) groups.set(prefix, [row]);
    else group.push(row);
  }
  return [...groups].flatMap(([prefix, members]): readonly TableRow[] => [
    heading(prefix, members),
    ...(closed.has(prefix) ? [] : members),
  ]);
}

function heading(prefix: string, members: readonly EndpointRow[]): GroupRow {
  const sum = (value: (row: EndpointRow) => number): number => members.reduce((total, row) => total + value(row), 0);
  const times = members.flatMap(({ endpoint }) => endpoint.lastRequested ?? []).sort();
  return {
    kind: 'group',
    prefix,
    endpoints: members.length,
    requests: sum(({ figures }) => figures.requests),
    requestsToday: sum(({ endpoint }) => endpoint.requestsToday),
    requestsWeek: sum(({ endpoint }) => endpoint.requestsWeek),
    requestsOverall: sum(({ endpoint }) => endpoint.requestsOverall),
    errors: sum(({ figures }) => figures.errors),
    timeShare: sum(({ timeShare }) => timeShare ?? 0),
    lastRequested: times.at(-1) ?? null,
  };
}

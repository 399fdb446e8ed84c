import { type Comparison, comparisonText, DEFAULT_COMPARISON, parseComparison } from './comparison.ts';
import { FILTER_NAMES, type FilterName, type Filters, STORED_FILTERS } from './filters.ts';
import { DEFAULT_TIME, fixedOf, lastOf, type TimeChoice } from './time-choice.ts';

/** The URL's query: each parameter once, as text. */
export type Search = Readonly<Record<string, string | undefined>>;

/** What every page shows: one time, one comparison, one set of filters. Lives in the URL only. */
export interface View {
  readonly time: TimeChoice;
  readonly comparison: Comparison;
  readonly filters: Filters;
  /** Apart, because storage knows endpoints, not methods. */
  readonly method: string | null;
}

const VIEW_PARAMETERS = ['range', 'from', 'to', 'compare', ...FILTER_NAMES] as const;

/** `opening`: the time where the address says none. */
export function parseView(search: Search, opening: TimeChoice = DEFAULT_TIME): View {
  const fixed =
    search['from'] !== undefined && search['to'] !== undefined ? fixedOf(search['from'], search['to']) : null;
  const filters = STORED_FILTERS.flatMap((name) => (search[name] ? [[name, search[name]] as const] : []));
  return {
    time: fixed ?? lastOf(search['range'] ?? '') ?? opening,
    comparison: parseComparison(search['compare']),
    filters: Object.fromEntries(filters),
    method: search['method'] || null,
  };
}

/** Parameters to set; undefined removes one. A chosen time is always written: what it means without one depends on the page.
 * What a report compared it with is no longer meant. */
export function timeSearch(time: TimeChoice): Search {
  return { ...rangeSearch(time), baselineFrom: undefined, baselineTo: undefined };
}

function rangeSearch(time: TimeChoice): Search {
  if (time.kind === 'fixed')
    return { range: undefined, from: new Date(time.from).toISOString(), to: new Date(time.to).toISOString() };
  return { range: time.text, from: undefined, to: undefined };
}

export function comparisonSearch(comparison: Comparison): Search {
  return { compare: comparison.kind === DEFAULT_COMPARISON.kind ? undefined : comparisonText(comparison) };
}

export function filterSearch(name: FilterName, value: string | null): Search {
  return { [name]: value ?? undefined };
}

/** What goes along when another page is opened. */
export function viewParameters(search: Search): Search {
  return Object.fromEntries(VIEW_PARAMETERS.map((name) => [name, search[name]]));
}

/** Plain `a=b` pairs: the router's own coding would write the version 1.0 as `%221.0%22`. */
export function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}

export function stringifySearch(search: Readonly<Record<string, unknown>>): string {
  const given = Object.entries(search).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  // Both are allowed in a query, and addresses are read by people.
  return text === '' ? '' : `?${text.replaceAll('%3A', ':').replaceAll('%2F', '/')}`;
}

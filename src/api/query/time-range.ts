import type { EpochMillis } from '../../model/clock.ts';
import type { TimeRange } from '../../model/time-range.ts';
import type { ParameterDescription, QueryPart } from './query-part.ts';
import type { QueryReader } from './query-reader.ts';

const DAY_MILLIS = 86_400_000;
const DEFAULT_MILLIS = DAY_MILLIS;
/** Ten years, leap days included: bounds the work of one question. */
const MAX_MILLIS = 3653 * DAY_MILLIS;
const ALLOWED = 'ISO 8601 (2026-01-31T12:00:00Z; without an offset it is UTC) or milliseconds since 1970';
const ISO = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+-]\d{2}:?\d{2})?)?$/i;

export const timeRange: QueryPart<TimeRange> = {
  parameters: [
    describe('from', 'Start, included. Default: 24 hours before the end.'),
    describe('to', 'End, not included. Default: now.'),
  ],
  read(reader) {
    const to = readTime(reader, 'to') ?? reader.now;
    const from = readTime(reader, 'from') ?? to - DEFAULT_MILLIS;
    if (from >= to)
      reader.reject('from', new Date(from).toISOString(), `must be before to (${new Date(to).toISOString()})`);
    else if (to - from > MAX_MILLIS) reader.reject('from', new Date(from).toISOString(), 'at most ten years before to');
    return { from, to };
  },
};

export function readTime(reader: QueryReader, name: string): EpochMillis | null {
  const value = reader.one(name);
  if (value === null) return null;
  const time = parseTime(value);
  if (time === null) reader.reject(name, value, ALLOWED);
  return time;
}

/** Null unless it is a time from 1970 to 9999. */
function parseTime(value: string): EpochMillis | null {
  const time = /^\d{1,15}$/.test(value) ? Number(value) : parseIso(value);
  return time >= 0 && time <= Date.UTC(9999, 11, 31) ? time : null;
}

function parseIso(value: string): EpochMillis {
  // An unescaped + of an offset arrives as a space.
  const [, date, clock = '00:00', offset = 'Z'] = ISO.exec(value.replace(' ', '+')) ?? [];
  if (date === undefined || !isCalendarDate(date)) return Number.NaN;
  return Date.parse(`${date}T${clock}${offset.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2').toUpperCase()}`);
}

/** `Date.parse` takes 31 February for 3 March. */
function isCalendarDate(date: string): boolean {
  const parsed = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date);
}

function describe(name: string, description: string): ParameterDescription {
  return { name, description, schema: { type: 'string', description: ALLOWED, examples: ['2026-01-31T12:00:00Z'] } };
}

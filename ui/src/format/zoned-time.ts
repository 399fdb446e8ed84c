import { formatterOf } from './time.ts';

export interface ZonedParts {
  readonly year: number;
  /** 1-12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

const PARTS: Intl.DateTimeFormatOptions = {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
};

/** What calendar and clock show in the zone at this time. */
export function zonedParts(time: number, zone: string): ZonedParts {
  const found: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of formatterOf(zone, PARTS).formatToParts(time)) found[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = found;
  return { year, month, day, hour, minute };
}

/** How far the zone's clock is ahead of UTC at this time, in whole minutes as milliseconds. */
export function zoneOffset(time: number, zone: string): number {
  const { year, month, day, hour, minute } = zonedParts(time, zone);
  return Date.UTC(year, month - 1, day, hour, minute) - Math.floor(time / 60_000) * 60_000;
}

/** The time at which the zone's clock shows this; where clocks jump over it, the hour after. */
export function epochOf({ year, month, day, hour, minute }: ZonedParts, zone: string): number {
  const asUtc = Date.UTC(year, month - 1, day, hour, minute);
  const guess = asUtc - zoneOffset(asUtc, zone);
  return asUtc - zoneOffset(guess, zone);
}

/** `2026-11-03` and `14:05`, as date and time fields hold them. */
export function fieldsOf(time: number, zone: string): { readonly date: string; readonly clock: string } {
  const { year, month, day, hour, minute } = zonedParts(time, zone);
  const two = (value: number): string => String(value).padStart(2, '0');
  return { date: `${year}-${two(month)}-${two(day)}`, clock: `${two(hour)}:${two(minute)}` };
}

/** The reverse of `fieldsOf`; null unless both are complete. */
export function timeOfFields(date: string, clock: string, zone: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2})$/.exec(`${date} ${clock}`);
  if (match === null) return null;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0] = match.slice(1).map(Number);
  return epochOf({ year, month, day, hour, minute }, zone);
}

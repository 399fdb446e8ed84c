import type { EpochMillis } from '../model/clock.ts';
import type { TimeRange } from '../model/time-range.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const QUARTER = HOUR / 4;

/** Days of which the offset is remembered, per zone: some years of charts. */
const REMEMBERED_DAYS = 4000;

/**
 * Wall clock of an IANA zone, with the offset *at that time*. Offsets are asked per quarter hour, on
 * which every zone's changes have fallen since 1972.
 */
export class TimeZone {
  readonly #format: Intl.DateTimeFormat;
  /** Offset of whole UTC days; null for days on which it changes. */
  readonly #days = new Map<number, number | null>();

  /** Throws a `RangeError` for an unknown zone. */
  constructor(name: string) {
    this.#format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      calendar: 'iso8601',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  }

  /** Local time minus UTC, in milliseconds. */
  offsetAt(time: EpochMillis): number {
    const day = Math.floor(time / DAY);
    let offset = this.#days.get(day);
    if (offset === undefined) {
      const first = this.#ask(day * DAY);
      offset = first === this.#ask((day + 1) * DAY - QUARTER) ? first : null;
      if (this.#days.size >= REMEMBERED_DAYS) this.#days.clear();
      this.#days.set(day, offset);
    }
    return offset ?? this.#ask(time - (time % QUARTER));
  }

  /** The range in parts of one offset each. */
  partsOfOneOffset({ from, to }: TimeRange): readonly (TimeRange & { readonly offset: number })[] {
    const parts: { from: number; to: number; offset: number }[] = [];
    for (let time = from; time < to; time = this.#nextChange(time, to)) {
      const last = parts.at(-1);
      if (last !== undefined) last.to = time;
      parts.push({ from: time, to, offset: this.offsetAt(time) });
    }
    return parts;
  }

  /** True when local days are UTC days in the whole range. */
  isUtc(from: EpochMillis, to: EpochMillis): boolean {
    for (let time = from; time < to; time += DAY) if (this.offsetAt(time) !== 0) return false;
    return this.offsetAt(to) === 0;
  }

  /** True when local hours are UTC hours in the whole range. */
  hasWholeHours(range: TimeRange): boolean {
    return this.partsOfOneOffset(range).every(({ offset }) => offset % HOUR === 0);
  }

  /** 0-23. */
  hourOfDay(time: EpochMillis): number {
    return Math.floor(modulo(time + this.offsetAt(time), DAY) / HOUR);
  }

  /** Start of the local day. Where clocks skip midnight, the day starts with what comes after. */
  startOfDay(time: EpochMillis): EpochMillis {
    const day = this.#localDay(time);
    const midnight = day * DAY;
    let start = midnight - this.offsetAt(midnight - this.offsetAt(time));
    while (this.#localDay(start - QUARTER) >= day) start -= QUARTER;
    while (this.#localDay(start) < day) start += QUARTER;
    return start;
  }

  /** Start of the wall-clock block of this many hours (1, 6, …, counted from local midnight). */
  startOfHours(time: EpochMillis, hours: number): EpochMillis {
    const block = hours * HOUR;
    const offset = this.offsetAt(time);
    const local = time + offset;
    const start = local - modulo(local, block) - offset;
    const change = this.offsetAt(start) - offset;
    // The block began under another offset: its first hour is that much earlier or later.
    return hours === 1 ? start : start - change;
  }

  /** First quarter hour of another offset, or `to`. */
  #nextChange(from: EpochMillis, to: EpochMillis): EpochMillis {
    const offset = this.offsetAt(from);
    let time = from - (from % QUARTER) + QUARTER;
    while (time < to && this.offsetAt(time) === offset) {
      const isQuietDay = time % DAY === 0 && this.offsetAt(time + DAY - QUARTER) === offset;
      time += isQuietDay ? DAY : QUARTER;
    }
    return Math.min(time, to);
  }

  #localDay(time: EpochMillis): number {
    return Math.floor((time + this.offsetAt(time)) / DAY);
  }

  #ask(time: EpochMillis): number {
    const parts: Record<string, number> = {};
    for (const { type, value } of this.#format.formatToParts(time)) parts[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(time / 1000) * 1000;
  }
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}

const ZONES = new Map<string, TimeZone>();
/** More zones than people ask for; names are known ones, so this only bounds memory. */
const MOST_ZONES = 50;

/** Building a formatter costs more than a query, hence remembered. Throws a `RangeError` for an unknown zone. */
export function timeZone(name: string): TimeZone {
  const known = ZONES.get(name);
  if (known !== undefined) return known;
  const zone = new TimeZone(name);
  if (ZONES.size >= MOST_ZONES) ZONES.clear();
  ZONES.set(name, zone);
  return zone;
}

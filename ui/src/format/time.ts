/** Intl formatters are slow to make and few are needed. */
const cache = new Map<string, Intl.DateTimeFormat>();

export function formatterOf(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone}|${JSON.stringify(options)}`;
  let formatter = cache.get(key);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone, hourCycle: 'h23' });
    cache.set(key, formatter);
  }
  return formatter;
}

const CLOCK: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit' };
const DATE: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short' };

/** `14:05`. */
export function formatClock(time: number, zone: string): string {
  return formatterOf(zone, CLOCK).format(time);
}

/** `3 Nov`. */
export function formatDate(time: number, zone: string): string {
  return formatterOf(zone, DATE).format(time);
}

/** `Mon, 3 Nov 2026`. */
export function formatDay(time: number, zone: string): string {
  return formatterOf(zone, { weekday: 'short', ...DATE, year: 'numeric' }).format(time);
}

/** `Mon, 3 Nov 2026, 14:05`. */
export function formatMinute(time: number, zone: string): string {
  return formatterOf(zone, { weekday: 'short', ...DATE, year: 'numeric', ...CLOCK }).format(time);
}

/** `3 Nov 2026, 14:05:09.123`. */
export function formatExact(time: number, zone: string): string {
  return formatterOf(zone, { ...DATE, year: 'numeric', ...CLOCK, second: '2-digit', fractionalSecondDigits: 3 }).format(
    time,
  );
}

/** `3 Nov, 14:05:09`. */
export function formatSecond(time: number, zone: string): string {
  return formatterOf(zone, { ...DATE, ...CLOCK, second: '2-digit' }).format(time);
}

const AGES = [
  { limit: 60, divisor: 1, unit: 's' },
  { limit: 3600, divisor: 60, unit: 'min' },
  { limit: 86_400, divisor: 3600, unit: 'h' },
  { limit: Number.POSITIVE_INFINITY, divisor: 86_400, unit: 'd' },
] as const;

/** `now`, `12 s ago`, `3 h ago`, `40 d ago`. */
export function formatAge(time: number | null, now: number): string {
  if (time === null) return 'never';
  const seconds = Math.max(0, (now - time) / 1000);
  if (seconds < 5) return 'now';
  const age = AGES.find(({ limit }) => seconds < limit);
  return age === undefined ? 'never' : `${Math.floor(seconds / age.divisor)}\u00a0${age.unit} ago`;
}

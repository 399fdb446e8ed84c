const NAMES = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/**
 * APScheduler's weekdays (`mon-fri`, `0` is Monday, steps) as names one by one: cron counts from Sunday, so that numbers
 * and steps mean other days there.
 * @returns null when the text is no such expression
 */
export function weekdayList(text: string): string | null {
  const days = new Set<number>();
  for (const part of text.toLowerCase().split(',')) {
    const range = rangeOf(part.trim());
    if (range === null) return null;
    for (let day = range.first; day <= range.last; day += range.step) days.add(day);
  }
  if (days.size === NAMES.length) return '*';
  return [...days]
    .sort((left, right) => left - right)
    .map((day) => NAMES[day])
    .join(',');
}

function rangeOf(part: string): { first: number; last: number; step: number } | null {
  const match = /^(\*|[a-z0-9]+)(?:-([a-z0-9]+))?(?:\/([1-9]\d*))?$/.exec(part);
  if (match === null) return null;
  const [, from = '', to, step] = match;
  const width = Number(step ?? 1);
  if (from === '*') return to === undefined ? { first: 0, last: 6, step: width } : null;
  const first = dayOf(from);
  const last = to === undefined ? first : dayOf(to);
  if (first === -1 || last < first) return null;
  return { first, last: to === undefined && step !== undefined ? 6 : last, step: width };
}

/** -1 for no day. */
function dayOf(text: string): number {
  if (/^[0-6]$/.test(text)) return Number(text);
  return (NAMES as readonly string[]).indexOf(text);
}

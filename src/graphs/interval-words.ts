/** Added up. */
export interface IntervalWords {
  readonly weeks?: number;
  readonly days?: number;
  readonly hours?: number;
  readonly minutes?: number;
  readonly seconds?: number;
}

const MILLIS = { weeks: 604_800_000, days: 86_400_000, hours: 3_600_000, minutes: 60_000, seconds: 1000 } as const;
type Word = keyof typeof MILLIS;
const WORDS = Object.keys(MILLIS) as readonly Word[];
const LEAST_MILLIS = 1000;

/**
 * Milliseconds of an interval.
 * @throws Error that says which word is wrong
 */
export function intervalMillis(words: IntervalWords): number {
  let millis = 0;
  for (const [word, value] of Object.entries(words)) {
    if (!(WORDS as readonly string[]).includes(word)) {
      const hint = (WORDS as readonly string[]).includes(`${word}s`) ? ' ("cron" has those without an s)' : '';
      throw new Error(`"${word}" is no word of an interval; they are ${WORDS.join(', ')}${hint}`);
    }
    if (typeof value !== 'number' || !Number.isFinite(value) || value < 0)
      throw new Error(`${word} is ${JSON.stringify(value)} and must be a number from 0`);
    millis += value * MILLIS[word as Word];
  }
  if (millis < LEAST_MILLIS) throw new Error('an interval must be at least a second');
  return Math.round(millis);
}

export function intervalText(millis: number): string {
  const parts: string[] = [];
  let left = millis;
  for (const [word, unit] of [
    ['d', MILLIS.days],
    ['h', MILLIS.hours],
    ['min', MILLIS.minutes],
  ] as const) {
    if (left >= unit) parts.push(`${Math.floor(left / unit)} ${word}`);
    left %= unit;
  }
  if (left > 0) parts.push(`${left / 1000} s`);
  return `every ${parts.join(' ')}`;
}

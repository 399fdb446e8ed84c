import { weekdayList } from './weekdays.ts';

/** As Flask-MonitoringDashboard's users write it. What is left out and finer than the finest given word is its least value. */
export interface CronWords {
  readonly year?: number | string;
  readonly month?: number | string;
  readonly day?: number | string;
  /** `mon` to `sun`, or 0 (Monday) to 6; lists, ranges and steps of them. */
  readonly day_of_week?: number | string;
  readonly hour?: number | string;
  readonly minute?: number | string;
  readonly second?: number | string;
}

/** From the coarsest, with what a word is when only coarser ones are given. */
const LEAST = { year: '*', month: '1', day: '1', day_of_week: '*', hour: '0', minute: '0', second: '0' } as const;
type Word = keyof typeof LEAST;
const WORDS = Object.keys(LEAST) as readonly Word[];

/**
 * A cron pattern with seconds and, where one is given, the year.
 * @throws Error that says which word is wrong
 */
export function cronPattern(words: CronWords): string {
  const unknown = Object.keys(words).find((word) => !(WORDS as readonly string[]).includes(word));
  if (unknown !== undefined) {
    const hint = (WORDS as readonly string[]).includes(unknown.replace(/s$/, ''))
      ? ' ("interval" has those with an s)'
      : '';
    throw new Error(`"${unknown}" is no word of a cron schedule; they are ${WORDS.join(', ')}${hint}`);
  }
  const given = WORDS.filter((word) => words[word] !== undefined);
  if (given.length === 0) throw new Error(`a cron schedule needs at least one of ${WORDS.join(', ')}`);
  const finest = WORDS.indexOf(given.at(-1) ?? 'year');
  const field = (word: Word): string => {
    const value = words[word];
    if (value !== undefined) return fieldText(word, value);
    return WORDS.indexOf(word) > finest ? LEAST[word] : '*';
  };
  const fields = (['second', 'minute', 'hour', 'day', 'month', 'day_of_week'] as const).map(field);
  return [...fields, ...(words.year === undefined ? [] : [field('year')])].join(' ');
}

function fieldText(word: Word, value: number | string): string {
  const text = String(value).trim();
  if (text === '' || /\s/.test(text))
    throw new Error(`${word} is ${JSON.stringify(value)}, which is no cron expression`);
  if (word !== 'day_of_week') return word === 'day' && text === 'last' ? 'L' : text;
  const days = weekdayList(text);
  if (days === null) throw new Error(`day_of_week is ${JSON.stringify(value)}; write mon to sun, or 0 (Monday) to 6`);
  return days;
}

import type { EpochMillis } from '../../model/clock.ts';
import type { InvalidInput } from '../contract.ts';

/** The query string of one call, and everything found wrong with it so far. */
export class QueryReader {
  readonly #values: URLSearchParams;
  readonly #errors: InvalidInput[] = [];
  /** When the call arrived: ranges without an end reach until here. */
  readonly now: EpochMillis;

  constructor(query: string, now: EpochMillis) {
    this.#values = new URLSearchParams(query);
    this.now = now;
  }

  get errors(): readonly InvalidInput[] {
    return this.#errors;
  }

  /** The one value, or null when not given. Given twice is an error: which one was meant? */
  one(name: string): string | null {
    const [value, ...others] = this.all(name);
    if (others.length > 0) this.reject(name, others.join(', '), 'give this parameter once');
    return value ?? null;
  }

  /** Each repetition as it is. An empty value means *not given*, as forms send it. */
  all(name: string): readonly string[] {
    return this.#values.getAll(name).filter((value) => value !== '');
  }

  /** `a=1,2&a=3` gives 1, 2 and 3, each once. */
  list(name: string): readonly string[] {
    const parts = this.all(name).flatMap((value) => value.split(','));
    return [...new Set(parts.map((part) => part.trim()).filter((part) => part !== ''))];
  }

  reject(name: string, value: string, allowed: string): void {
    this.#errors.push({ name, value: value.slice(0, 200), allowed });
  }

  rejectUnknown(known: readonly string[]): void {
    for (const name of new Set(this.#values.keys())) {
      if (!known.includes(name))
        this.#errors.push({ name, value: null, allowed: `unknown parameter; ${advice(name, known)}` });
    }
  }
}

function advice(name: string, known: readonly string[]): string {
  if (known.length === 0) return 'this route takes none';
  const wanted = name.toLowerCase();
  const close = known.find(
    (each) => each.toLowerCase() === wanted || each.toLowerCase().endsWith(`.${wanted}`) || differByOne(each, wanted),
  );
  return close === undefined ? `known are ${known.join(', ')}` : `did you mean "${close}"?`;
}

/** One letter added, missing, wrong, or two neighbours swapped. */
function differByOne(left: string, right: string): boolean {
  let start = 0;
  while (start < left.length && left[start] === right[start]) start += 1;
  let end = 0;
  while (end < Math.min(left.length, right.length) - start && left.at(-1 - end) === right.at(-1 - end)) end += 1;
  const [a, b] = [left.slice(start, left.length - end), right.slice(start, right.length - end)];
  return Math.max(a.length, b.length) <= 1 || (a.length === 2 && a === [...b].reverse().join(''));
}

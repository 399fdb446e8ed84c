/** A group names a user or tenant; whatever is longer must not fill the database. */
const MAX_LENGTH = 250;
/** Nesting is followed this far, which also ends cycles. */
const MAX_DEPTH = 8;
/** Values looked at in all, which also ends endless iterables. */
const MAX_VALUES = 100;
const MORE = '…';

/**
 * The text a `groupBy` value is stored as: functions are called without arguments, lists and other iterables become
 * `(a,b)`, maps and plain objects their keys, everything else its own text. Null means *no group*.
 *
 * @throws whatever a function or `toString` of the app throws; TypeError for a promise, which would come too late.
 */
export function groupText(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  const text = typeof value === 'string' ? value : new GroupWriter().write(value, 0);
  if (text === null || text === '') return null;
  return text.length <= MAX_LENGTH ? text : shorten(text);
}

class GroupWriter {
  #values = 0;

  /** Null only where the value is nothing. */
  write(value: unknown, depth: number): string | null {
    this.#values += 1;
    if (depth > MAX_DEPTH || this.#values > MAX_VALUES) return MORE;
    if (value === null || value === undefined) return null;
    if (typeof value === 'function') return this.write(value(), depth + 1);
    if (typeof value !== 'object') return String(value);
    if (isThenable(value)) throw tooLate(value);
    if (value instanceof Uint8Array) return new TextDecoder().decode(value.subarray(0, MAX_LENGTH * 4));
    if (value instanceof Map) return this.#list(value.keys(), depth);
    if (isIterable(value)) return this.#list(value, depth);
    return isPlain(value) ? this.#list(Object.keys(value), depth) : String(value);
  }

  #list(items: Iterable<unknown>, depth: number): string {
    const texts: string[] = [];
    let length = 0;
    for (const item of items) {
      const text = this.write(item, depth + 1) ?? 'null';
      texts.push(text);
      length += text.length;
      if (length > MAX_LENGTH || this.#values > MAX_VALUES) break;
    }
    return `(${texts.join(',')})`;
  }
}

function isIterable(value: object): value is Iterable<unknown> {
  return Symbol.iterator in value && typeof value[Symbol.iterator] === 'function';
}

/** Has no text of its own, neither by itself nor by its class. */
function isPlain(value: object): boolean {
  const isRecord = Object.getPrototypeOf(value) === Object.prototype;
  const method: unknown = value.toString;
  return typeof method !== 'function' || (isRecord && method === Object.prototype.toString);
}

function isThenable(value: object): value is PromiseLike<unknown> {
  return 'then' in value && typeof value.then === 'function';
}

/** Takes the promise's rejection over, so that it does not end the app. */
function tooLate(promise: PromiseLike<unknown>): TypeError {
  promise.then(undefined, () => undefined);
  return new TypeError('the group is a promise; groupBy must answer at once');
}

/** Never in the middle of a surrogate pair. */
function shorten(text: string): string {
  const kept = text.slice(0, MAX_LENGTH - MORE.length).replace(/[\uD800-\uDBFF]$/, '');
  return kept + MORE;
}

import type { Redaction } from './redaction.ts';
import { REDACTED } from './secret-shapes.ts';

const MAX_BODY_LENGTH = 4000;
const MAX_TEXT_LENGTH = 500;
const MAX_DEPTH = 6;
/** Values looked at in all: a body of megabytes must not hold up the app. */
const MAX_VALUES = 300;
const MORE = '…';

/** What an app's body parser has made of the body, as JSON or text without secrets; null for no body. */
export function redactBody(body: unknown, redaction: Redaction): string | null {
  if (body === undefined || body === null) return null;
  if (typeof body === 'string') return redactTextBody(body, redaction);
  if (body instanceof Uint8Array) return `(${body.byteLength} bytes)`;
  const json = JSON.stringify(new BodyReader(redaction).read(body, 0));
  return json === '{}' ? null : shortened(json);
}

/** JSON that is short enough to be read as such, else any text. */
function redactTextBody(body: string, redaction: Redaction): string | null {
  if (body === '') return null;
  if (body.length <= 4 * MAX_BODY_LENGTH && /^\s*[[{]/.test(body)) {
    try {
      return shortened(JSON.stringify(new BodyReader(redaction).read(JSON.parse(body), 0)));
    } catch {
      // Only looks like JSON.
    }
  }
  return redaction.text(body, MAX_BODY_LENGTH);
}

class BodyReader {
  readonly #redaction: Redaction;
  #values = 0;

  constructor(redaction: Redaction) {
    this.#redaction = redaction;
  }

  /** A copy without secrets and without anything that has to be called, such as `toJSON`. */
  read(value: unknown, depth: number): unknown {
    this.#values += 1;
    if (depth > MAX_DEPTH || this.#values > MAX_VALUES) return MORE;
    if (typeof value === 'string') return this.#redaction.text(value, MAX_TEXT_LENGTH);
    if (typeof value === 'number' || typeof value === 'bigint') return this.#number(value);
    if (value === null || typeof value === 'boolean') return value;
    if (typeof value !== 'object') return `(${typeof value})`;
    if (value instanceof Uint8Array) return `(${value.byteLength} bytes)`;
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
    if (Array.isArray(value)) return this.#readList(value, depth);
    return this.#readFields(value, depth);
  }

  /** A card's number may well come as a number. */
  #number(value: number | bigint): unknown {
    const text = String(value);
    const redacted = this.#redaction.text(text, MAX_TEXT_LENGTH);
    return redacted !== text || typeof value === 'bigint' ? redacted : value;
  }

  #readList(list: readonly unknown[], depth: number): unknown[] {
    const kept = list.slice(0, MAX_VALUES - this.#values).map((item) => this.read(item, depth + 1));
    return kept.length < list.length ? [...kept, MORE] : kept;
  }

  #readFields(value: object, depth: number): Record<string, unknown> {
    const fields: Record<string, unknown> = Object.create(null);
    for (const name of Object.keys(value)) {
      if (this.#values > MAX_VALUES) break;
      const shownName = this.#redaction.text(name, MAX_TEXT_LENGTH);
      fields[shownName] = this.#redaction.isSecret(name) ? REDACTED : this.#readField(value, name, depth);
    }
    return fields;
  }

  #readField(value: object, name: string, depth: number): unknown {
    try {
      return this.read(Reflect.get(value, name), depth + 1);
    } catch {
      return '(threw when read)';
    }
  }
}

function shortened(json: string): string {
  return json.length <= MAX_BODY_LENGTH ? json : `${json.slice(0, MAX_BODY_LENGTH)}${MORE}`;
}

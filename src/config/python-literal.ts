/** Deep enough for every option, and far from the end of the stack. */
const MAX_DEPTH = 16;
const NUMBER = /[+-]?(?:0[xX][\da-fA-F]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?)/y;
const STRING = /'((?:[^'\\\n]|\\[\s\S])*)'|"((?:[^"\\\n]|\\[\s\S])*)"/y;
const WORD = /[A-Za-z_]+/y;
const BLANK = /(?:\s|#[^\n]*)*/y;
const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ['True', true],
  ['true', true],
  ['False', false],
  ['false', false],
  ['None', null],
  ['null', null],
]);
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', '\n': '' };

/**
 * Reads the literals that configuration files of Flask-MonitoringDashboard hold: `True`, numbers, strings in either
 * quotes, lists, tuples and dictionaries, with trailing commas. JSON is read as well, so the environment takes both.
 *
 * @throws SyntaxError saying what was expected at which character.
 */
export function parsePythonLiteral(text: string): unknown {
  const reader = new LiteralReader(text);
  const value = reader.value(0);
  reader.end();
  return value;
}

class LiteralReader {
  readonly #text: string;
  #position = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(depth: number): unknown {
    if (depth > MAX_DEPTH) throw this.#expected(`at most ${MAX_DEPTH} levels`);
    if (this.#take('{')) return this.#dictionary(depth);
    if (this.#take('[')) return this.#list(']', depth);
    if (this.#take('(')) return this.#list(')', depth);
    return this.#scalar();
  }

  end(): void {
    this.#match(BLANK);
    if (this.#position < this.#text.length) throw this.#expected('the end');
  }

  #dictionary(depth: number): Record<string, unknown> {
    const entries: [string, unknown][] = [];
    while (!this.#take('}')) {
      const key = this.#scalar();
      if (!this.#take(':')) throw this.#expected('":"');
      entries.push([String(key), this.value(depth + 1)]);
      this.#separator('}');
    }
    // Not by assignment: `__proto__` is a key like others.
    return Object.fromEntries(entries);
  }

  #list(close: string, depth: number): unknown[] {
    const items: unknown[] = [];
    while (!this.#take(close)) {
      items.push(this.value(depth + 1));
      this.#separator(close);
    }
    return items;
  }

  #separator(close: string): void {
    if (this.#take(',') || this.#peek(close)) return;
    throw this.#expected(`"," or "${close}"`);
  }

  #scalar(): string | number | boolean | null {
    this.#match(BLANK);
    const string = this.#match(STRING);
    if (string !== null) return withoutEscapes(string[1] ?? string[2] ?? '');
    const number = this.#match(NUMBER);
    if (number !== null) return Number(number[0].replaceAll('_', ''));
    const start = this.#position;
    const word = WORDS.get(this.#match(WORD)?.[0] ?? '');
    if (word !== undefined) return word;
    this.#position = start;
    throw this.#expected('a value');
  }

  #peek(character: string): boolean {
    this.#match(BLANK);
    return this.#text[this.#position] === character;
  }

  #take(character: string): boolean {
    if (!this.#peek(character)) return false;
    this.#position += 1;
    return true;
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#position;
    const match = pattern.exec(this.#text);
    if (match !== null) this.#position = pattern.lastIndex;
    return match;
  }

  #expected(what: string): SyntaxError {
    return new SyntaxError(`expected ${what} at character ${this.#position + 1}`);
  }
}

function withoutEscapes(body: string): string {
  return body.replace(/\\(?:u([\da-fA-F]{4})|x([\da-fA-F]{2})|([\s\S]))/g, (_all, unicode, hex, character) => {
    if (character === undefined) return String.fromCharCode(Number.parseInt(unicode ?? hex, 16));
    return ESCAPES[character] ?? character;
  });
}

/** A row of numbers, all rows of the same; and perhaps a sketch. */
export interface PackableRow {
  readonly sketch?: Uint8Array | null;
}

/** Rows for a long stay in memory: as objects they would take several times the room. */
export class PackedRows<Row extends PackableRow> {
  readonly #names: readonly string[];
  readonly #numbers: Float64Array;
  /** Where each row's sketch ends; none is one of no length. Null when rows have none. */
  readonly #ends: Uint32Array | null;
  readonly #sketches: Uint8Array;

  constructor(rows: readonly Row[]) {
    const [first] = rows;
    const { sketch, ...figures } = first ?? {};
    this.#names = Object.keys(figures);
    this.#numbers = new Float64Array(rows.length * this.#names.length);
    for (const [index, row] of rows.entries()) this.#numbers.set(this.#values(row), index * this.#names.length);
    this.#ends = sketch === undefined ? null : new Uint32Array(rows.length);
    this.#sketches = new Uint8Array(rows.reduce((sum, row) => sum + (row.sketch?.length ?? 0), 0));
    if (this.#ends === null) return;
    let end = 0;
    for (const [index, row] of rows.entries()) {
      this.#sketches.set(row.sketch ?? [], end);
      end += row.sketch?.length ?? 0;
      this.#ends[index] = end;
    }
  }

  get bytes(): number {
    return this.#numbers.byteLength + (this.#ends?.byteLength ?? 0) + this.#sketches.byteLength;
  }

  rows(): readonly Row[] {
    const names = this.#names;
    const count = names.length === 0 ? 0 : this.#numbers.length / names.length;
    return Array.from({ length: count }, (_, index) => {
      const row: Record<string, unknown> = {};
      for (let at = 0; at < names.length; at += 1) row[names[at] ?? ''] = this.#numbers[index * names.length + at];
      if (this.#ends !== null) row.sketch = this.#sketch(this.#ends[index - 1] ?? 0, this.#ends[index] ?? 0);
      return row as unknown as Row;
    });
  }

  #values(row: Row): number[] {
    const numbers = row as unknown as Readonly<Record<string, number>>;
    return this.#names.map((name) => numbers[name] ?? 0);
  }

  #sketch(from: number, to: number): Uint8Array | null {
    return from === to ? null : this.#sketches.subarray(from, to);
  }
}

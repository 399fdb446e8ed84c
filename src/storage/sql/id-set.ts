/** Ids up to a most, a bit each. Others are never in it. */
export class IdSet {
  readonly most: number;
  readonly #bits: Uint8Array;

  constructor(most: number) {
    this.most = most;
    this.#bits = new Uint8Array(Math.floor(most / 8) + 1);
  }

  add(id: number): void {
    if (id < 0 || id > this.most) return;
    const at = Math.floor(id / 8);
    this.#bits[at] = (this.#bits[at] ?? 0) | (1 << (id % 8));
  }

  has(id: number): boolean {
    if (id < 0 || id > this.most) return false;
    return ((this.#bits[Math.floor(id / 8)] ?? 0) & (1 << (id % 8))) !== 0;
  }
}

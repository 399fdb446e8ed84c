/** What a program knows of itself: how long which of its functions really took. */
export class Truth {
  spent = {};
  #busy = [];

  add(name, millis) {
    this.spent[name] = (this.spent[name] ?? 0) + millis;
  }

  /** Runs `work`, whose time belongs to the function `name`. */
  spend(name, work) {
    const before = now();
    const result = work();
    const after = now();
    this.#busy.push([before, after]);
    this.add(name, after - before);
    return result;
  }

  /** `name` waited since `before`, except while other functions of the request ran. */
  waited(name, before) {
    const after = now();
    const overlaps = this.#busy.map(([start, end]) => Math.min(after, end) - Math.max(before, start));
    this.add(name, after - before - overlaps.filter((millis) => millis > 0).reduce((sum, millis) => sum + millis, 0));
  }
}

export const now = () => performance.now();

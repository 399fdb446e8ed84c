/** What a program knows of itself: how long which of its functions really took. */
export class Truth {
  spent = {};

  add(name, millis) {
    this.spent[name] = (this.spent[name] ?? 0) + millis;
  }

  /** Runs `work`, whose time belongs to the function `name`. */
  spend(name, work) {
    const before = now();
    const result = work();
    this.add(name, now() - before);
    return result;
  }
}

export const now = () => performance.now();

// Chance with a seed: the same seed gives the same history.

/** @typedef {() => number} Random  Answers the next number, from 0 up to but without 1. */

/** @param {number} seed @returns {Random} The "mulberry32" generator. */
export function createRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** @template Item @param {Random} random @param {readonly Item[]} items @returns {Item} */
export function pick(random, items) {
  return items[Math.floor(random() * items.length)];
}

/** Early items much more often than late ones, as regular customers are. @template Item @param {Random} random @param {readonly Item[]} items @returns {Item} */
export function pickFavourite(random, items) {
  return items[Math.floor(random() ** 2.5 * items.length)];
}

/**
 * Picks by weight in a few steps, however many items there are.
 * @template {{ weight: number }} Item @param {readonly Item[]} items @returns {(random: Random) => Item}
 */
export function weightedPick(items) {
  const sums = [];
  let sum = 0;
  for (const { weight } of items) {
    sum += weight;
    sums.push(sum);
  }
  return (random) => {
    const at = random() * sum;
    return items[sums.findIndex((upTo) => at < upTo)];
  };
}

/** How many of the expected events happen. @param {Random} random @param {number} expected */
export function poisson(random, expected) {
  const limit = Math.exp(-expected);
  let product = random();
  let count = 0;
  for (; product > limit; count += 1) product *= random();
  return count;
}

/** Mean 0, deviation 1. @param {Random} random */
export function normal(random) {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

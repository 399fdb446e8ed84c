// How long things take: functions that draw milliseconds.
import { normal } from './random.js';

/**
 * @typedef {import('./random.js').Random} Random
 * @typedef {(random: Random) => number} Duration  Draws milliseconds.
 */

/** Mostly near the median with a long tail, as nearly everything a server does. @param {number} median @param {number} spread @returns {Duration} */
export function around(median, spread = 0.45) {
  return (random) => median * Math.exp(spread * normal(random));
}

/** Two humps: quick when the cache has it, slow when it does not. @param {{ hits: number, hit: Duration, miss: Duration }} cache @returns {Duration} */
export function cached({ hits, hit, miss }) {
  return (random) => (random() < hits ? hit(random) : miss(random));
}

/** One query for each row of the page before: the "N + 1" mistake. @param {{ rows: [least: number, most: number], row: Duration }} query @returns {Duration} */
export function forEachRow({ rows: [least, most], row }) {
  return (random) => {
    let total = 0;
    for (let left = least + Math.floor(random() * (most - least)); left > 0; left -= 1) total += row(random);
    return total;
  };
}

/** @param {number} least @param {number} most @returns {Duration} */
export function between(least, most) {
  return (random) => least + random() * (most - least);
}

// What becomes of one request, given the endpoint, the release and chance.
/**
 * @typedef {import('./random.js').Random} Random
 * @typedef {import('./versions.js').Release} Release
 * @typedef {import('./endpoints.js').ShopEndpoint} ShopEndpoint
 */

const MINUTE_MILLIS = 60_000;
const BURST_EVERY_MINUTES = 95;
const BURST_MINUTES = 6;
const BURST_SHARE = 0.65;

/** A downstream service that is away for a few minutes now and then. @param {number} time Epoch milliseconds. */
function isBadMinute(time) {
  return Math.floor(time / MINUTE_MILLIS) % BURST_EVERY_MINUTES < BURST_MINUTES;
}

/** @param {ShopEndpoint} endpoint @param {Release} release @param {{ random: Random, time: number }} moment @returns {number} */
export function statusOf(endpoint, release, { random, time }) {
  if (endpoint.hasBursts && isBadMinute(time) && random() < BURST_SHARE) return 503;
  let at = random();
  for (const shares of [endpoint.fails, release.fails?.[endpoint.name] ?? {}]) {
    for (const [status, share] of Object.entries(shares)) {
      if (at < share) return Number(status);
      at -= share;
    }
  }
  return endpoint.status;
}

/** Milliseconds. @param {ShopEndpoint} endpoint @param {Release} release @param {Random} random */
export function durationOf(endpoint, release, random) {
  return endpoint.takes(random) * slownessOf(endpoint, release);
}

/** @param {ShopEndpoint} endpoint @param {Release} release */
function slownessOf(endpoint, release) {
  return release.slower?.[endpoint.name] ?? 1;
}

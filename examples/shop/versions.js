// The shop's releases of the past three weeks, and what each of them did to it.

/**
 * @typedef {object} Release
 * @property {string} version
 * @property {number} daysAgo  When it went live, counted back from the demo's first start.
 * @property {Readonly<Record<string, number>>} [slower]  Factor on an endpoint's duration.
 * @property {Readonly<Record<string, Readonly<Record<number, number>>>>} [fails]  Share of an endpoint's requests by status.
 */

const DAY_MILLIS = 86_400_000;

/** @type {readonly Release[]} Oldest first. */
export const RELEASES = [
  { version: '2.0.0', daysAgo: 21 },
  // The new payment provider is not reliable.
  { version: '2.1.0', daysAgo: 16.2, fails: { 'POST /checkout': { 502: 0.09 } } },
  // Product pages lost an index; 2.2.1 brings it back.
  { version: '2.2.0', daysAgo: 11.3, slower: { 'GET /products/:id': 2.6 } },
  { version: '2.2.1', daysAgo: 9.1 },
  { version: '2.3.0', daysAgo: 4.4, slower: { 'GET /categories/:category/products': 0.6 } },
  // Today's release. Its recommendations are better, but slow, and some orders cannot be shown.
  {
    version: '2.3.1',
    daysAgo: 0.4,
    slower: { 'GET /categories/:category/products': 0.6, 'GET /recommendations': 2.2 },
    fails: { 'GET /users/:user/orders/:order': { 500: 0.07 } },
  },
];

export const CURRENT_RELEASE = RELEASES[RELEASES.length - 1];

/** The release that was live at a time. @param {number} time @param {number} firstStart Epoch milliseconds, both. @returns {Release} */
export function releaseAt(time, firstStart) {
  const daysAgo = (firstStart - time) / DAY_MILLIS;
  return RELEASES.findLast((release) => release.daysAgo >= daysAgo) ?? RELEASES[0];
}

// The shop's behaviour in one table: history replays it, the running shop acts by it, the traffic asks for it.
import { CATEGORY_NAMES, PRODUCTS, SEARCH_WORDS } from './catalogue.js';
import { around, between, cached, forEachRow } from './durations.js';
import { pick } from './random.js';

/**
 * @typedef {object} ShopEndpoint
 * @property {string} name  `GET /products/:id`
 * @property {number} weight  Its part of the traffic, compared to the others.
 * @property {number} status  When all goes well.
 * @property {import('./users.js').Audience} by
 * @property {(random: import('./random.js').Random, userName: string) => string} path
 * @property {import('./durations.js').Duration} takes
 * @property {Readonly<Record<number, number>>} fails  Share of requests by status.
 * @property {number} aborts  Share of requests whose client does not wait for the end.
 * @property {boolean} hasBursts  Whether it has bad minutes, see `isBadMinute`.
 */

const DEFAULTS = { status: 200, by: 'anyone', fails: {}, aborts: 0, hasBursts: false };

const product = (random) => pick(random, PRODUCTS).id;
const order = (random) => 1000 + Math.floor(random() * 400);

export const PRODUCT_PAGE = { hits: 0.78, hit: around(4, 0.35), miss: around(62, 0.35) };
export const SEARCH = { rows: [4, 36], row: around(4.5, 0.4) };
export const EXPORT = between(170, 260);

/** @type {readonly ShopEndpoint[]} */
export const ENDPOINTS = [
  { name: 'GET /', weight: 14, path: () => '/', takes: around(11) },
  {
    name: 'GET /images/:name',
    weight: 22,
    path: (r) => `/images/${pick(r, PRODUCTS).image}`,
    takes: around(18, 0.9),
    aborts: 0.015,
  },
  { name: 'GET /products', weight: 15, path: () => '/products', takes: around(24) },
  {
    name: 'GET /products/:id',
    weight: 24,
    path: (r) => `/products/${product(r)}`,
    takes: cached(PRODUCT_PAGE),
    fails: { 404: 0.012 },
  },
  { name: 'GET /products/:id/reviews', weight: 7, path: (r) => `/products/${product(r)}/reviews`, takes: around(15) },
  {
    name: 'POST /products/:id/reviews',
    weight: 0.6,
    by: 'customer',
    status: 201,
    path: (r) => `/products/${product(r)}/reviews`,
    takes: around(35),
    fails: { 400: 0.04 },
  },
  {
    name: 'GET /categories/:category/products',
    weight: 8,
    path: (r) => `/categories/${pick(r, CATEGORY_NAMES)}/products`,
    takes: around(32),
  },
  {
    name: 'GET /search',
    weight: 9,
    path: (r) => `/search?q=${pick(r, SEARCH_WORDS)}`,
    takes: forEachRow(SEARCH),
    fails: { 400: 0.006 },
    aborts: 0.01,
  },
  {
    name: 'GET /recommendations',
    weight: 6,
    path: () => '/recommendations',
    takes: around(90, 0.5),
    fails: { 504: 0.012 },
    aborts: 0.02,
  },
  { name: 'GET /cart', weight: 5, by: 'customer', path: () => '/cart', takes: around(9) },
  {
    name: 'POST /cart/items',
    weight: 3.2,
    by: 'customer',
    status: 201,
    path: () => '/cart/items',
    takes: around(22),
    fails: { 409: 0.02 },
  },
  {
    name: 'DELETE /cart/items/:item',
    weight: 0.7,
    by: 'customer',
    status: 204,
    path: (r) => `/cart/items/${product(r)}`,
    takes: around(12),
  },
  {
    name: 'POST /checkout',
    weight: 1.3,
    by: 'customer',
    status: 201,
    path: () => '/checkout',
    takes: around(420),
    fails: { 402: 0.03, 502: 0.006 },
  },
  {
    name: 'POST /login',
    weight: 1.6,
    by: 'nobody',
    path: () => '/login',
    takes: around(80, 0.2),
    fails: { 401: 0.08 },
  },
  {
    name: 'POST /users',
    weight: 0.25,
    by: 'nobody',
    status: 201,
    path: () => '/users',
    takes: around(95, 0.3),
    fails: { 400: 0.06, 409: 0.03 },
  },
  {
    name: 'GET /users/:user/profile',
    weight: 2.5,
    by: 'customer',
    path: (_r, user) => `/users/${user}/profile`,
    takes: around(12),
  },
  {
    name: 'PUT /users/:user/profile',
    weight: 0.3,
    by: 'customer',
    path: (_r, user) => `/users/${user}/profile`,
    takes: around(30),
    fails: { 400: 0.03 },
  },
  {
    name: 'GET /users/:user/orders',
    weight: 2.2,
    by: 'customer',
    path: (_r, user) => `/users/${user}/orders`,
    takes: around(45),
  },
  {
    name: 'GET /users/:user/orders/:order',
    weight: 1.4,
    by: 'customer',
    path: (r, user) => `/users/${user}/orders/${order(r)}`,
    takes: around(20),
    fails: { 404: 0.005, 500: 0.003 },
  },
  {
    name: 'GET /admin/reports/:report',
    weight: 0.15,
    by: 'admin',
    path: () => '/admin/reports/sales',
    takes: around(650, 0.35),
  },
  {
    name: 'GET /admin/reports/:report/export',
    weight: 0.06,
    by: 'admin',
    path: () => '/admin/reports/sales/export',
    takes: EXPORT,
  },
  { name: 'GET /catalogue.csv', weight: 0.25, path: () => '/catalogue.csv', takes: between(1500, 4000), aborts: 0.12 },
  {
    name: 'POST /webhooks/:provider',
    weight: 1.8,
    by: 'partner',
    status: 202,
    path: (r) => `/webhooks/${pick(r, ['payments', 'parcels'])}`,
    takes: around(14),
    hasBursts: true,
  },
  // Somebody looks for holes.
  {
    name: '(unmatched)',
    weight: 0.5,
    by: 'nobody',
    status: 404,
    path: (r) => `/${pick(r, ['wp-login.php', '.env', 'admin.php', 'xmlrpc.php'])}`,
    takes: around(1.2, 0.3),
  },
].map((endpoint) => ({ ...DEFAULTS, ...endpoint }));

/** @param {string} name */
export function endpointNamed(name) {
  const found = ENDPOINTS.find((endpoint) => endpoint.name === name);
  if (found === undefined) throw new Error(`the shop has no endpoint ${name}`);
  return found;
}

// The bookshop's past as the batches that its collector would have sent, and a guest who may look at it.
import { hashPassword } from '../../../dist/api/auth/password-hash.js';
import { systemClock } from '../../../dist/model/clock.js';
import { createStorage } from '../../../dist/storage/open-storage.js';
import { RecordBuffer } from '../../../dist/transport/record-buffer.js';
import { RegressionWork } from '../../../dist/worker/regressions/regression-work.js';
import { ExampleDetails } from '../../support/example-past.mjs';

const HOUR_MILLIS = 3_600_000;
const DAY_MILLIS = 24 * HOUR_MILLIS;
const REQUESTS_PER_HOUR = 50;
const BATCH_ROWS = 4000;
/** Of all requests. */
const PROFILED_SHARE = 0.03;

export const CURRENT_VERSION = '1.2.0';
const GUEST = { username: 'gus', password: 'only looking around' };

/** `errors` are statuses with their shares. */
const ENDPOINTS = [
  { method: 'GET', route: '/', weight: 20, millis: 4, errors: {} },
  { method: 'GET', route: '/books', weight: 16, millis: 18, errors: {} },
  { method: 'GET', route: '/books/:id', weight: 22, millis: 9, errors: { 404: 0.03 } },
  { method: 'POST', route: '/books/:id/reviews', weight: 2, millis: 30, errors: { 422: 0.08 } },
  { method: 'GET', route: '/search', weight: 10, millis: 60, errors: {}, slower: 2.4 },
  { method: 'POST', route: '/orders', weight: 4, millis: 140, errors: { 500: 0.01 }, failing: 0.12 },
  { method: 'GET', route: '/orders/:id', weight: 5, millis: 12, errors: { 404: 0.01 } },
  { method: 'GET', route: '/account/profile', weight: 6, millis: 7, errors: { 401: 0.05 } },
  { method: 'PUT', route: '/account/profile', weight: 1, millis: 25, errors: { 422: 0.1 } },
  { method: 'GET', route: '/admin/reports/:year/:month', weight: 0.5, millis: 1900, errors: { 504: 0.06 } },
  { method: 'DELETE', route: '/admin/books/:id', weight: 0.05, millis: 40, errors: {} },
  { method: 'GET', route: '/covers/:file', weight: 12, millis: 1.2, errors: { 304: 0.6 } },
  { method: '*', route: '(unmatched)', weight: 1.5, millis: 0.6, errors: { 404: 1 } },
];
const RELEASES = [
  { version: '1.0.0', daysAgo: 14 },
  { version: '1.1.0', daysAgo: 9 },
  { version: CURRENT_VERSION, daysAgo: 3 },
];
const USERS = ['ada', 'bea', 'cyd', 'dan', 'eve', 'fay', null, null, null];

/** From 0 to 1, the same numbers in every run. */
function mulberry32(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
const random = mulberry32(7);

const totalWeight = ENDPOINTS.reduce((sum, { weight }) => sum + weight, 0);
const keys = new Map(ENDPOINTS.map((endpoint) => [endpoint, { method: endpoint.method, route: endpoint.route }]));

function pickEndpoint() {
  let left = random() * totalWeight;
  for (const endpoint of ENDPOINTS) {
    left -= endpoint.weight;
    if (left < 0) return endpoint;
  }
  return ENDPOINTS[0];
}

function statusOf(endpoint, version) {
  const errors = version === CURRENT_VERSION && endpoint.failing ? { 500: endpoint.failing } : endpoint.errors;
  let left = random();
  for (const [status, share] of Object.entries(errors)) {
    left -= share;
    if (left < 0) return Number(status);
  }
  return endpoint.method === 'POST' ? 201 : 200;
}

function requestAt(time, version) {
  const endpoint = pickEndpoint();
  const factor = version === CURRENT_VERSION ? (endpoint.slower ?? 1) : 1;
  const user = USERS[Math.floor(random() * USERS.length)];
  const aborted = random() < 0.002;
  return {
    endpoint: keys.get(endpoint),
    time,
    durationMillis: endpoint.millis * factor * (0.6 + 0.5 * random() + 3 * random() ** 12),
    statusCode: aborted ? 499 : statusOf(endpoint, version),
    aborted,
    group: user,
    ip: `192.0.2.${10 + Math.floor(random() * 12)}`,
  };
}

/** Busy by day, quiet by night. */
function requestsIn(hour) {
  const share = 1 + 0.7 * Math.sin(((new Date(hour).getUTCHours() - 8) / 24) * 2 * Math.PI);
  return Math.round(REQUESTS_PER_HOUR * share);
}

function* batches(end) {
  const buffer = new RecordBuffer();
  let sequence = 0;
  for (const [index, { version, daysAgo }] of RELEASES.entries()) {
    const until = end - (RELEASES[index + 1]?.daysAgo ?? 0) * DAY_MILLIS;
    for (let hour = end - daysAgo * DAY_MILLIS; hour < until; hour += HOUR_MILLIS) {
      const count = requestsIn(hour);
      for (let row = 0; row < count; row++) {
        buffer.add(requestAt(Math.floor(hour + ((row + random()) / count) * HOUR_MILLIS), version));
      }
      if (buffer.rows < BATCH_ROWS && hour + HOUR_MILLIS < until) continue;
      sequence += 1;
      yield buffer.drain({ instance: 'past', sequence, version });
    }
  }
}

/** As a process would a minute after its start: then pages do not change while they are tested. */
async function findRegressions(storage) {
  const logger = { debug() {}, info() {}, warn() {}, error: console.error };
  const work = { storage, clock: systemClock, logger, timezone: 'Europe/Amsterdam', holder: 'past' };
  await new RegressionWork(work).run();
}

/** @param {string} file */
export async function writePast(file) {
  const storage = createStorage({ engine: 'sqlite', file, tablePrefix: 'nmd_' }, systemClock);
  await storage.open();
  const end = Math.floor(Date.now() / HOUR_MILLIS) * HOUR_MILLIS;
  await storage.addEndpoints([...keys.values()], 1);
  const details = new ExampleDetails({ random: mulberry32(11), share: PROFILED_SHARE });
  for (const watched of batches(end)) {
    const { batch, profiles } = details.of(watched);
    await storage.write([batch]);
    await storage.writeProfiles(profiles);
  }
  await findRegressions(storage);
  const { username, password } = GUEST;
  await storage.saveUser({ username, role: 'guest', passwordHash: await hashPassword(password) });
  await storage.close();
}

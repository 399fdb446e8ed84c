// A month of an app's life, always the same for a size: 200 endpoints (or more) of very different popularity, 10 versions
// that follow and overlap each other, 10,000 users and addresses, more by day than by night.
import { REQUEST_FIELD } from '../../dist/model/record-batch.js';

const REQUEST_STRIDE = Object.keys(REQUEST_FIELD).length;
const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** Clocks change in America and in Europe within the 30 days before. */
export const NOW = Date.parse('2026-04-02T15:37:12.345Z');
export const DAYS = 30;
export const ENDPOINTS = 200;
const VERSIONS = 10;
export const USERS = 10_000;
const INSTANCES = 4;
/** A flush of a busy app. */
const PER_BATCH = 2000;

export const RARE = { group: 'user-seen-once', ip: '203.0.113.77', version: 'v0-seen-once' };
const RARE_TIME = NOW - 29 * DAY;

function endpointKeys(count) {
  return Array.from({ length: count }, (_, index) => ({
    method: ['GET', 'GET', 'GET', 'POST', 'PUT', 'DELETE'][index % 6],
    route: `/api/area-${index % 12}/things-${index}/:id`,
  }));
}

const strings = [
  ...Array.from({ length: USERS }, (_, index) => `user-${index}`),
  ...Array.from({ length: USERS }, (_, index) => `10.${index >> 12}.${(index >> 6) & 63}.${index & 63}`),
];

/** Mulberry32. */
function createRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Draws an index: the n-th is 1/n^exponent as likely as the first. */
function createZipf(count, exponent) {
  const sums = new Float64Array(count);
  let sum = 0;
  for (let index = 0; index < count; index += 1) {
    sum += 1 / (index + 1) ** exponent;
    sums[index] = sum;
  }
  return (random) => {
    const wanted = random() * sum;
    let low = 0;
    let high = count - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle] < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

const drawUser = createZipf(USERS, 0.7);

function drawStatus(random, endpoint) {
  const value = random() * (endpoint % 7 === 0 ? 0.5 : 1);
  if (value < 0.004) return 500;
  if (value < 0.006) return 503;
  if (value < 0.03) return 404;
  if (value < 0.04) return 400;
  if (value < 0.06) return 304;
  return endpoint % 6 === 3 ? 201 : 200;
}

/** Log-normal around the endpoint's own median, every third version a little slower, with a long tail. */
function drawDuration(random, endpoint, version) {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const median = 2 + ((endpoint * 37) % 120);
  const tail = random() < 0.01 ? 10 : 1;
  return median * (version % 3 === 2 ? 1.2 : 1) * tail * Math.exp(0.5 * normal);
}

/** A new version every three days; for six hours both run. */
function drawVersion(random, elapsed) {
  const length = (DAYS / VERSIONS) * DAY;
  const newest = Math.min(VERSIONS - 1, Math.floor(elapsed / length));
  const share = Math.min(1, (elapsed - newest * length) / (6 * HOUR));
  return newest > 0 && random() > share ? newest - 1 : newest;
}

/** Times of `count` requests of a day, in order; fewest four hours after midnight. */
function drawTimes(random, start, count) {
  const times = new Float64Array(count);
  for (let index = 0; index < count; index += 1) {
    let time = 0;
    do time = random();
    while (random() > 0.6 - 0.4 * Math.cos(2 * Math.PI * (time - 4 / 24)));
    times[index] = start + time * DAY;
  }
  return times.sort();
}

/** The batches of one of the 30 days, in the order of time; `firstSequence` counts over all days. */
export function* dayBatches(size, day, endpointCount) {
  const random = createRandom(size + day * 7919);
  const app = { endpoints: endpointKeys(endpointCount), drawEndpoint: createZipf(endpointCount, 1) };
  const first = Math.floor((size * day) / DAYS);
  const count = Math.floor((size * (day + 1)) / DAYS) - first;
  const start = NOW - (DAYS - day) * DAY;
  const times = drawTimes(random, start, count);
  const perDay = Math.ceil(Math.ceil(size / DAYS) / PER_BATCH) + VERSIONS;
  let sequence = day * perDay;
  for (let at = 0; at < count; at += PER_BATCH) {
    const part = times.subarray(at, Math.min(count, at + PER_BATCH));
    sequence += 1;
    yield* batchesOf(part, { random, sequence, app });
  }
  if (RARE_TIME >= start && RARE_TIME < start + DAY) yield rareBatch(app);
}

/** Processes of several versions never share a batch. */
function* batchesOf(times, { random, sequence, app }) {
  const byVersion = new Map();
  for (const time of times) {
    const version = drawVersion(random, time - (NOW - DAYS * DAY));
    const rows = byVersion.get(version) ?? [];
    byVersion.set(version, rows);
    pushRequest(rows, { random, time, version, app });
  }
  for (const [version, rows] of byVersion) {
    const instance = `host-${sequence % INSTANCES}/v${version}`;
    const requests = Float64Array.from(rows);
    yield batch({ instance, sequence, version: `v${version + 1}`, requests, endpoints: app.endpoints });
  }
}

function pushRequest(rows, { random, time, version, app }) {
  const endpoint = app.drawEndpoint(random);
  const user = drawUser(random);
  const at = rows.length;
  for (let field = 0; field < REQUEST_STRIDE; field += 1) rows.push(0);
  rows[at + REQUEST_FIELD.endpoint] = endpoint;
  rows[at + REQUEST_FIELD.time] = time;
  rows[at + REQUEST_FIELD.duration] = drawDuration(random, endpoint, version);
  rows[at + REQUEST_FIELD.statusCode] = drawStatus(random, endpoint);
  rows[at + REQUEST_FIELD.group] = random() < 0.1 ? -1 : user;
  rows[at + REQUEST_FIELD.ip] = USERS + (random() < 0.8 ? user : drawUser(random));
}

function rareBatch({ endpoints }) {
  const requests = new Float64Array(REQUEST_STRIDE);
  requests[REQUEST_FIELD.time] = RARE_TIME;
  requests[REQUEST_FIELD.duration] = 12;
  requests[REQUEST_FIELD.statusCode] = 418;
  requests[REQUEST_FIELD.ip] = 1;
  const own = { strings: [RARE.group, RARE.ip] };
  return { ...batch({ instance: 'host-rare', sequence: 1, version: RARE.version, requests, endpoints }), ...own };
}

function batch({ instance, sequence, version, requests, endpoints }) {
  return { instance, sequence, version, endpoints, strings, requests, touches: [] };
}

// The shop's past as the batches that its collector would have sent.
import { RecordBuffer } from '../../dist/transport/record-buffer.js';
import { ENDPOINTS } from './endpoints.js';
import { durationOf, statusOf } from './outcome.js';
import { createRandom, poisson, weightedPick } from './random.js';
import { chooseVisitor } from './users.js';
import { releaseAt } from './versions.js';
import { visitRate } from './visits.js';

const MINUTE_MILLIS = 60_000;
const BATCH_ROWS = 8000;
const SEED = 20;
const CLIENT_CLOSED_REQUEST = 499;

const pickEndpoint = weightedPick(ENDPOINTS);
const keys = new Map(ENDPOINTS.map(({ name }) => [name, endpointKey(name)]));
export const ENDPOINT_KEYS = [...keys.values()];

/** @param {string} name */
function endpointKey(name) {
  const [method, route] = name.split(' ');
  return route === undefined ? { method: '*', route: name } : { method, route };
}

/**
 * One request as the collector would have recorded it.
 * @param {import('./random.js').Random} random @param {number} time @param {import('./versions.js').Release} release
 */
function requestAt(random, time, release) {
  const endpoint = pickEndpoint(random);
  const { user, ip } = chooseVisitor(random, endpoint.by);
  const aborted = random() < endpoint.aborts;
  const statusCode = statusOf(endpoint, release, { random, time });
  const durationMillis = statusCode === 504 ? 1002 : 0.6 + durationOf(endpoint, release, random);
  return {
    endpoint: keys.get(endpoint.name),
    time,
    durationMillis: aborted ? durationMillis * random() : durationMillis,
    statusCode: aborted ? CLIENT_CLOSED_REQUEST : statusCode,
    aborted,
    group: user?.name ?? null,
    ip,
  };
}

/** @param {import('./random.js').Random} random @param {{ from: number, to: number, firstStart: number }} period */
function* requestsOf(random, { from, to, firstStart }) {
  for (let minute = from; minute < to; minute += MINUTE_MILLIS) {
    const length = Math.min(MINUTE_MILLIS, to - minute);
    const count = poisson(random, (visitRate(minute, to) * length) / 1000);
    const offsets = Array.from({ length: count }, () => Math.floor(random() * length)).sort((a, b) => a - b);
    const release = releaseAt(minute, firstStart);
    for (const offset of offsets) yield { release, row: requestAt(random, minute + offset, release) };
  }
}

/**
 * Batches of one version each, as every process of an app has one.
 * @param {{ from: number, to: number, firstStart: number }} period Epoch milliseconds; releases count from `firstStart`.
 */
export function* pastBatches(period) {
  const buffer = new RecordBuffer();
  const instance = `history-${period.from}`;
  let sequence = 0;
  let version = '';
  for (const { release, row } of requestsOf(createRandom(SEED), period)) {
    if (buffer.rows >= BATCH_ROWS || (release.version !== version && !buffer.isEmpty)) {
      sequence += 1;
      yield { batch: buffer.drain({ instance, sequence, version }), upTo: row.time };
    }
    version = release.version;
    buffer.add(row);
  }
  yield { batch: buffer.drain({ instance, sequence: sequence + 1, version }), upTo: period.to };
}

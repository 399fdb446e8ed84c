// Outliers and profiles for requests that nobody watched: `node test/support/example-past.mjs .demo/shop.db` adds some
// to a database (with the app stopped or running), so that its pages have something to show.
import { argv } from 'node:process';
import { pathToFileURL } from 'node:url';
import { systemClock } from '../../dist/model/clock.js';
import { createStorage } from '../../dist/storage/open-storage.js';
import { RecordBuffer } from '../../dist/transport/record-buffer.js';
import { exampleStack, exampleTree } from './example-trees.mjs';

/** As in `src/model/record-batch.ts`, of which the package has only what it uses. */
const REQUEST_STRIDE = 7;
const REQUEST_FIELD = { endpoint: 0, time: 1, duration: 2, aborted: 4 };
const GIGABYTE = 2 ** 30;
const OUTLIER_FACTOR = 2.5;

/** Remembers what it has seen, as the monitor that it stands for does. */
export class ExampleDetails {
  #random;
  #share;
  #trace = 0;
  #averages = new Map();

  /** @param {{ random: () => number, share: number }} options `share` of the requests is profiled. */
  constructor({ random, share }) {
    this.#random = random;
    this.#share = share;
  }

  /** A batch with the outliers among its requests, and profiles to be written beside it. @param {any} batch */
  of(batch) {
    const traced = [];
    const outliers = [];
    const profiles = [];
    for (let row = 0; row < batch.requests.length / REQUEST_STRIDE; row += 1) {
      const request = this.#request(batch, row);
      if (request === null) continue;
      const isOutlier = this.#isOutlier(request);
      const isProfiled = this.#random() < this.#share;
      if (!isOutlier && !isProfiled) continue;
      this.#trace += 1;
      traced.push({ row, trace: this.#trace });
      const tree = this.#tree(batch, request);
      if (isOutlier) outliers.push(this.#outlier(request, tree));
      if (isProfiled) profiles.push(this.#profile(batch, request, tree));
    }
    return { batch: { ...batch, traced, outliers }, profiles };
  }

  #request({ requests, endpoints }, row) {
    const field = (name) => requests[row * REQUEST_STRIDE + REQUEST_FIELD[name]];
    const endpoint = endpoints[field('endpoint')];
    if (endpoint === undefined || endpoint.method === '*' || field('aborted') === 1) return null;
    return { endpoint, startedAt: field('time'), durationMillis: field('duration') };
  }

  #isOutlier({ endpoint, durationMillis }) {
    const name = `${endpoint.method} ${endpoint.route}`;
    const seen = this.#averages.get(name) ?? { count: 0, sum: 0 };
    const isOutlier = seen.count >= 10 && durationMillis > OUTLIER_FACTOR * (seen.sum / seen.count);
    this.#averages.set(name, { count: seen.count + 1, sum: seen.sum + durationMillis });
    return isOutlier;
  }

  #tree({ version }, { endpoint, durationMillis }) {
    const release = [...version].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 4;
    const neighbour = endpoint.method === 'POST' ? 'GET /search' : 'POST /orders';
    const choice = { moved: release * 3, slower: 1 + release / 4, random: this.#random };
    return exampleTree(endpoint, { durationMillis, neighbour, ...choice });
  }

  #profile({ instance, version }, request, tree) {
    return {
      ...{ instance, trace: this.#trace, version },
      ...request,
      ...tree,
      samplingPeriodMillis: 5,
      samples: Math.ceil(request.durationMillis / 5),
      costMillis: 0.2 + this.#random() / 10,
      isTruncated: false,
      notes: [],
    };
  }

  #outlier({ endpoint, startedAt, durationMillis }, tree) {
    const elapsedMillis = durationMillis * (0.5 + this.#random() / 3);
    const { lines, waitsFor, kind } = exampleStack(tree);
    return {
      trace: this.#trace,
      endpoint,
      startedAt,
      elapsedMillis,
      thresholdMillis: elapsedMillis * 0.9,
      stacks: [{ kind, lines, forMillis: elapsedMillis * 0.6, waitsFor: kind === 'waiting' ? waitsFor : null }],
      request: exampleRequest(endpoint),
      environment: { NODE_ENV: 'production', TZ: 'UTC' },
      machine: this.#machine(),
      blockedBy: this.#random() < 0.25 ? 'GET /search' : null,
    };
  }

  #machine() {
    const memory = 120e6 + this.#random() * 80e6;
    return {
      cpuPercents: Array.from({ length: 4 }, () => Math.round(this.#random() * 1000) / 10),
      processCpuPercent: Math.round(this.#random() * 1200) / 10,
      memory: {
        residentBytes: Math.round(memory),
        heapUsedBytes: Math.round(memory * 0.4),
        heapTotalBytes: Math.round(memory * 0.6),
        externalBytes: 4_000_000,
        systemFreeBytes: Math.round((1 + this.#random()) * GIGABYTE),
        systemTotalBytes: 8 * GIGABYTE,
      },
      eventLoopDelayMillis: this.#random() ** 3 * 60,
      requestsInFlight: Math.ceil(this.#random() * 12),
    };
  }
}

function exampleRequest({ route }) {
  const parameters = Object.fromEntries([...route.matchAll(/:(\w+)/g)].map(([, name]) => [name, '42']));
  return {
    url: `${route.replaceAll(/:\w+/g, '42')}?page=2`,
    query: { page: '2' },
    parameters,
    headers: { host: 'shop.example', 'user-agent': 'Mozilla/5.0', cookie: '[redacted]' },
    body: null,
  };
}

/** New requests of every endpoint in the last hours, half of them of an earlier version. */
async function addTo(file) {
  const storage = createStorage({ engine: 'sqlite', file, tablePrefix: 'nmd_' }, systemClock);
  await storage.open();
  const now = systemClock.now();
  const range = { from: 0, to: now + 1 };
  const versions = await storage.listVersions({ endpointId: null, range, limit: 2 });
  const details = new ExampleDetails({ random: Math.random, share: 0.5 });
  const buffer = new RecordBuffer();
  for (const [sequence, { value: version }] of [...versions].reverse().entries()) {
    for (const { method, route } of await storage.listEndpoints()) {
      const endpoint = { method, route };
      for (let count = 0; count < 60; count += 1) {
        const time = now - (versions.length - sequence) * 3_600_000 + count * 50_000;
        const durationMillis = 20 + 60 * Math.random() + 400 * Math.random() ** 8;
        const common = { aborted: false, statusCode: 200, group: null, ip: null };
        buffer.add({ endpoint, time, durationMillis, ...common });
      }
    }
    const drained = buffer.drain({ instance: `example-${now}`, sequence: sequence + 1, version });
    const { batch, profiles } = details.of(drained);
    await storage.write([batch]);
    await storage.writeProfiles(profiles);
  }
  await storage.close();
}

if (argv[1] !== undefined && import.meta.url === pathToFileURL(argv[1]).href) await addTo(argv[2]);

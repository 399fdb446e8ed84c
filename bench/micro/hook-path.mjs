// The whole path of one recorded request on the app's thread without the framework and the network: start, end,
// recorder, buffer, and its part of handing the batch to the worker. Each step alone is below what a benchmark over
// HTTP can resolve.
import { Worker } from 'node:worker_threads';
import { Collector } from '../../dist/collector/collector.js';
import { Losses } from '../../dist/collector/losses.js';
import { MonitoringLevels } from '../../dist/collector/monitoring-levels.js';
import { RequestRecorder } from '../../dist/collector/recorders/request-recorder.js';
import { createTouchRecorder } from '../../dist/collector/recorders/touch-recorder.js';
import { createFollower } from '../../dist/create-follower.js';
import { systemClock } from '../../dist/model/clock.js';
import { createLoopMemory } from '../../dist/profiler/loop-memory.js';
import { RecordBuffer } from '../../dist/transport/record-buffer.js';
import { median } from '../statistics.mjs';

const REQUESTS = 200_000;
const REPEATS = 9;
const FLUSH_ROWS = 2000;
const SINK = "require('node:worker_threads').parentPort.on('message', () => {})";

const endpoints = Array.from({ length: 20 }, (_, index) => ({ method: 'GET', route: `/things/${index}/:id` }));
const groups = Array.from({ length: 500 }, (_, index) => `user-${index}`);
const sink = new Worker(SINK, { eval: true });

const FOLLOWER_OPTIONS = {
  outliers: { rule: 'average', perMinute: 20, bodies: false, environment: [] },
  outlierDetectionConstant: 2.5,
  redact: [],
};

function createCollector({ level, groupBy }) {
  const buffer = new RecordBuffer();
  const silent = { debug() {}, info() {}, warn() {}, error() {} };
  const losses = new Losses(silent);
  let sequence = 0;
  const ship = () => {
    sequence += 1;
    sink.postMessage({ type: 'batch', batch: buffer.drain({ instance: 'bench', sequence, version: '1' }) });
  };
  const recorder = new RequestRecorder({
    buffer,
    groupBy,
    getIp: null,
    losses,
    recordAdded: () => {
      if (buffer.rows >= FLUSH_ROWS) ship();
    },
  });
  const touches = createTouchRecorder(buffer);
  const levels = new MonitoringLevels(level);
  const follower = createFollower({
    ...{ options: FOLLOWER_OPTIONS, buffer, clock: systemClock, levels, losses, loopMemory: createLoopMemory() },
    listEndpoints: () => endpoints,
    sendTrace: () => {},
  });
  return new Collector({
    clock: systemClock,
    levels,
    recorders: { 0: [touches], 1: [recorder], 2: [recorder], 3: [recorder] },
    excludes: null,
    follower,
    losses,
  });
}

const handle = () => undefined;
const inFlight = { endpoint: () => endpoints[1], request: {} };

function nanosPerRequest(collector) {
  const request = {};
  const started = process.hrtime.bigint();
  for (let index = 0; index < REQUESTS; index += 1) {
    const observation = collector.requestStarted(request, '/things/1/2', 'GET');
    observation.follow?.(inFlight, handle);
    observation.finished({
      endpoint: endpoints[1],
      statusCode: 200,
      aborted: false,
      ip: '127.0.0.1',
    });
  }
  return Number(process.hrtime.bigint() - started) / REQUESTS;
}

let turn = 0;
const cases = {
  'level 0': { level: 0, groupBy: null },
  'level 1': { level: 1, groupBy: null },
  'level 2': { level: 2, groupBy: null },
  'level 3': { level: 3, groupBy: null },
  'level 1 with groupBy': { level: 1, groupBy: () => ['User', groups[turn++ % groups.length]] },
};
const results = {};
for (const [name, settings] of Object.entries(cases)) {
  const collector = createCollector(settings);
  nanosPerRequest(collector);
  results[name] = {
    'ns per request': Math.round(median(Array.from({ length: REPEATS }, () => nanosPerRequest(collector)))),
  };
}
console.table(results);
await sink.terminate();

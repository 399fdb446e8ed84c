// Times every question on one data set, in a process of its own: what is resident here is what the worker would
// hold. Prints one line of JSON.
//   node queries/measure.mjs SIZE [RUNS] [WORD OF A PAGE OR QUESTION]
import { createApi } from '../../dist/api/api.js';
import { clock, openDataSet } from './data-set.mjs';
import { DAY, NOW } from './past.mjs';
import { questionsOf } from './questions.mjs';

const [size = '100000', runs = '9', word = ''] = process.argv.slice(2);

const storage = await openDataSet(Number(size));
const silent = {
  debug() {},
  info() {},
  warn() {},
  error(...message) {
    console.error(...message);
  },
};
const call = createApi({
  storage,
  storageReady: () => true,
  storageProblem: () => null,
  clock,
  logger: silent,
  settings: {
    username: null,
    password: null,
    lockedReason: null,
    loginToken: null,
    colors: {},
    timezone: 'UTC',
    link: 'dashboard',
    packageVersion: '0',
  },
  status: async () => ({}),
  levelChanged() {},
});

/** As the app's own `authorize` lets somebody in. */
function api(address) {
  const [path, query = ''] = address.split('?');
  const request = { method: 'GET', path, query, headers: {}, body: null, remoteAddress: '', secure: false };
  return async () => {
    const { status, body } = await call({ ...request, authorizedRole: 'guest' });
    const text = new TextDecoder().decode(body);
    if (status !== 200) throw new Error(`${address}: ${text}`);
    return Object.values(JSON.parse(text)).find(Array.isArray) ?? [];
  };
}

async function timed(run) {
  const cpu = process.cpuUsage();
  const started = performance.now();
  const rows = await run(storage);
  const millis = performance.now() - started;
  const { user, system } = process.cpuUsage(cpu);
  return { millis, cpuMillis: (user + system) / 1000, rows: rows.length };
}

/** The ids of the endpoints, most requested first. */
async function endpointIds() {
  const range = { from: NOW - 30 * DAY, to: NOW };
  const query = { metrics: ['requests'], dimensions: ['endpoint'], range, filters: {}, timezone: 'UTC', step: '1d' };
  return (await storage.queryMetrics({ ...query, limit: 1000 })).map((row) => row.endpoint);
}

const ids = await endpointIds();
const asked = questionsOf({ busy: ids[0], quiet: ids.at(-1), ids: ids.slice(0, 200), api });
const results = [];
let peakBytes = 0;
for (const { page, question, run } of asked) {
  if (!`${page} ${question}`.includes(word)) continue;
  const first = await timed(run);
  const timings = [];
  for (let index = 0; index < Number(runs); index += 1) {
    timings.push(await timed(run));
    peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
  }
  results.push({ page, question, rows: first.rows, firstMillis: first.millis, timings });
}
const sizeBytes = await storage.sizeBytes();
await storage.close();
console.log(JSON.stringify({ size: Number(size), sizeBytes, peakBytes, results }));

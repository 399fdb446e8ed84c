// What each page asks, as the dashboard asks it: ranges that end now, charts over time in whole steps.
import { DAY, NOW, RARE } from './past.mjs';

const HOUR = DAY / 24;
const FIGURES = ['requests', 'errors', 'errorRate', 'p50', 'p95', 'sum'];
const BOX = ['requests', 'p5', 'p25', 'p50', 'p75', 'p95', 'p99'];
const ZONES = ['UTC', 'Europe/Amsterdam', 'Asia/Kolkata', 'America/Los_Angeles', 'Asia/Kathmandu'];
const RANGES = [
  { name: '24 h', length: DAY, step: '15m', sparkStep: '1h' },
  { name: '7 d', length: 7 * DAY, step: '1h', sparkStep: '6h' },
  { name: '30 d', length: 30 * DAY, step: '6h', sparkStep: '1d' },
];
const STEP_MILLIS = { '15m': HOUR / 4, '1h': HOUR, '6h': 6 * HOUR, '1d': DAY };
const MONTH = { from: NOW - 30 * DAY, to: NOW };

/** Whole steps (of UTC), as charts over time ask. */
function aligned({ from, to }, step) {
  const width = STEP_MILLIS[step];
  return { from: Math.floor(from / width) * width, to: Math.ceil(to / width) * width };
}

function last(length, back = 0) {
  return { from: NOW - length - back, to: NOW - back };
}

function metrics(part) {
  const query = {
    metrics: FIGURES,
    dimensions: [],
    range: MONTH,
    filters: {},
    timezone: 'UTC',
    step: '1d',
    limit: 10_000,
  };
  return (storage) => storage.queryMetrics({ ...query, ...part });
}

/** The first run finds out where the page begins. */
function requests(filters, { page = 1, range = MONTH } = {}) {
  let cursor = null;
  let at = 1;
  return async (storage) => {
    const read = () => storage.listRequests({ range, filters, limit: 50, cursor });
    for (; at < page; at += 1) cursor = (await read()).nextCursor;
    return (await read()).rows;
  };
}

function listed(kind, endpointId, range = MONTH) {
  return (storage) => storage[kind]({ endpointId, range, limit: 1000 });
}

/** `busy` and `quiet`: the ids of the most and the least requested endpoint. */
export function questionsOf({ busy, quiet, ids, api }) {
  return [
    ...overview(ids, api),
    ...utilisation(busy, quiet),
    ...performance(busy, quiet, api),
    ...status(busy, quiet, api),
    ...people(busy, quiet, api),
    ...latestRequests(busy, quiet, api),
    ...lists(busy),
  ].map(([page, question, run]) => ({ page, question, run }));
}

function overview(ids, api) {
  return RANGES.flatMap(({ name, length, step, sparkStep }) => [
    ['overview', `tiles ${name}`, metrics({ range: last(length) })],
    ['overview', `tiles ${name}, the period before`, metrics({ range: last(length, length) })],
    ['overview', `tiles ${name}, the same time last week`, metrics({ range: last(length, 7 * DAY) })],
    ['overview', `course ${name}`, metrics({ dimensions: ['time'], step, range: aligned(last(length), step) })],
    ['overview', `endpoint table ${name} (API)`, api(`/endpoints?from=${NOW - length}&to=${NOW}`)],
    [
      'overview',
      `by endpoint ${name}, the period before`,
      metrics({ dimensions: ['endpoint'], range: last(length, length) }),
    ],
    [
      'overview',
      `sparklines ${name}`,
      metrics({
        metrics: ['requests'],
        dimensions: ['endpoint', 'time'],
        filters: { endpoint: ids },
        step: sparkStep,
        range: aligned(last(length), sparkStep),
      }),
    ],
  ]);
}

function utilisation(busy, quiet) {
  const hourly = { metrics: ['requests'], dimensions: ['day', 'hourOfDay'] };
  return [
    ...ZONES.flatMap((timezone) => [
      ['hourly', `app, ${timezone}`, metrics({ ...hourly, timezone })],
      ['hourly', `busy endpoint, ${timezone}`, metrics({ ...hourly, timezone, filters: { endpoint: [busy] } })],
      ['hourly', `quiet endpoint, ${timezone}`, metrics({ ...hourly, timezone, filters: { endpoint: [quiet] } })],
      [
        'daily',
        `by endpoint, ${timezone}`,
        metrics({ metrics: ['requests'], dimensions: ['day', 'endpoint'], timezone }),
      ],
      ['daily', `app with p95, ${timezone}`, metrics({ dimensions: ['day'], timezone })],
    ]),
    ['multi-version', 'versions x endpoints', metrics({ metrics: ['requests'], dimensions: ['version', 'endpoint'] })],
    [
      'multi-version',
      'versions x endpoints with p50',
      metrics({ metrics: ['requests', 'p50'], dimensions: ['version', 'endpoint'] }),
    ],
  ];
}

function performance(busy, quiet, api) {
  const box = { metrics: BOX, dimensions: ['endpoint'] };
  const ofEndpoint = { busy, quiet };
  return [
    ...RANGES.map(({ name, length }) => [
      'performance',
      `box by endpoint ${name}`,
      metrics({ ...box, range: last(length) }),
    ]),
    [
      'performance',
      'box by endpoint 30 d (API)',
      api(`/metrics?metrics=${BOX}&dimensions=endpoint&from=${MONTH.from}&to=${NOW}`),
    ],
    ...Object.entries(ofEndpoint).flatMap(([name, id]) => {
      const filters = { endpoint: [id] };
      return [
        ['endpoint', `${name}: figures 30 d (API)`, api(`/endpoints/${id}?from=${MONTH.from}&to=${NOW}`)],
        ...RANGES.map(({ name: range, length, step }) => [
          'endpoint',
          `${name}: latency over time ${range}`,
          metrics({
            metrics: ['requests', 'p50', 'p95', 'p99'],
            dimensions: ['time'],
            step,
            filters,
            range: aligned(last(length), step),
          }),
        ]),
        ['versions', `${name}: box by version 30 d`, metrics({ metrics: BOX, dimensions: ['version'], filters })],
      ];
    }),
    ['versions', 'app: box by version 30 d', metrics({ metrics: BOX, dimensions: ['version'] })],
  ];
}

function status(busy, quiet, api) {
  const errors = Array.from({ length: 200 }, (_, index) => 400 + index);
  const overTime = { metrics: ['requests'], dimensions: ['time', 'statusCode'] };
  return [
    ...RANGES.flatMap(({ name, length, step }) => [
      ['status', `app: over time ${name}`, metrics({ ...overTime, step, range: aligned(last(length), step) })],
      [
        'status',
        `busy: over time ${name}`,
        metrics({ ...overTime, step, filters: { endpoint: [busy] }, range: aligned(last(length), step) }),
      ],
    ]),
    ['status', 'by endpoint 30 d', metrics({ metrics: ['requests'], dimensions: ['endpoint', 'statusCode'] })],
    ['status', 'app: 404 list', requests({ statusCode: [404] })],
    ['status', 'app: 500 list', requests({ statusCode: [500] })],
    ['status', 'app: 418 list (one, 29 days ago)', requests({ statusCode: [418] })],
    ['status', 'app: list of errors, page 20', requests({ statusCode: errors }, { page: 20 })],
    ['status', 'app: list of errors (API)', api(`/requests?status=4xx&status=5xx&from=${MONTH.from}&to=${NOW}`)],
    ['status', 'busy: list of errors', requests({ statusCode: errors, endpoint: [busy] })],
    ['status', 'busy: 500 list', requests({ statusCode: [500], endpoint: [busy] })],
    ['status', 'quiet: 500 list', requests({ statusCode: [500], endpoint: [quiet] })],
    ['status', 'busy: list of a status that never was', requests({ statusCode: [451], endpoint: [busy] })],
  ];
}

function people(busy, quiet, api) {
  const of = (kind, endpoint, range) => [
    kind === 'group' ? 'users' : 'ips',
    `${endpoint === null ? 'app' : endpoint === busy ? 'busy' : 'quiet'}: box by ${kind} ${range.name}`,
    metrics({
      metrics: BOX,
      dimensions: [kind],
      range: last(range.length),
      filters: endpoint === null ? {} : { endpoint: [endpoint] },
      limit: 100,
    }),
  ];
  return [
    ...RANGES.flatMap((range) => [null, busy, quiet].flatMap((id) => [of('group', id, range), of('ip', id, range)])),
    ...['group', 'ip'].map((kind) => [
      kind === 'group' ? 'users' : 'ips',
      `busy: ${kind} x version 30 d`,
      metrics({ metrics: ['requests', 'p50'], dimensions: [kind, 'version'], filters: { endpoint: [busy] } }),
    ]),
    ['users', 'app: figures of one user 30 d', metrics({ filters: { group: ['user-5'] } })],
    ['users', 'app: one user per day 30 d', metrics({ dimensions: ['day'], filters: { group: ['user-5'] } })],
    ['users', 'app: one user by endpoint 30 d', metrics({ dimensions: ['endpoint'], filters: { group: ['user-5'] } })],
    ['users', 'app: user with one request 30 d', metrics({ filters: { group: [RARE.group] } })],
    [
      'users',
      'top users 30 d (API)',
      api(`/metrics?metrics=requests,p50&dimensions=group&limit=100&from=${MONTH.from}&to=${NOW}`),
    ],
  ];
}

function latestRequests(busy, quiet, api) {
  return [
    ['requests', 'app', requests({})],
    ['requests', 'busy', requests({ endpoint: [busy] })],
    ['requests', 'quiet', requests({ endpoint: [quiet] })],
    ['requests', 'busy (API)', api(`/requests?endpoint=${busy}&from=${MONTH.from}&to=${NOW}`)],
    ['requests', 'app: newest version', requests({ version: ['v10'] })],
    ['requests', 'app: oldest version', requests({ version: ['v1'] })],
    ['requests', 'busy: oldest version', requests({ version: ['v1'], endpoint: [busy] })],
    ['requests', 'app: busy user', requests({ group: ['user-0'] })],
    ['requests', 'busy: busy user', requests({ group: ['user-0'], endpoint: [busy] })],
    ['requests', 'app: quiet user', requests({ group: ['user-9999'] })],
    ['requests', 'busy: quiet user', requests({ group: ['user-9999'], endpoint: [busy] })],
    ['requests', 'app: user with one request 29 days ago', requests({ group: [RARE.group] })],
    ['requests', 'busy: user with one request 29 days ago', requests({ group: [RARE.group], endpoint: [busy] })],
    ['requests', 'app: address with one request 29 days ago', requests({ ip: [RARE.ip] })],
    ['requests', 'app: version with one request 29 days ago', requests({ version: [RARE.version] })],
    ['requests', 'app: user who never was', requests({ group: ['nobody'] })],
    ['requests', 'app: errors of a user', requests({ group: ['user-5'], statusCode: [500] })],
  ];
}

function lists(busy) {
  const kinds = { versions: 'listVersions', groups: 'listGroups', ips: 'listIps' };
  return Object.entries(kinds).flatMap(([name, kind]) => [
    ['lists', `${name} 30 d`, listed(kind, null)],
    ['lists', `${name} 24 h`, listed(kind, null, last(DAY))],
    ['lists', `${name} of the busy endpoint 30 d`, listed(kind, busy)],
  ]);
}

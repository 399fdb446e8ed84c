// The requests of a busy app: 200 endpoints and 10,000 users, a few of which are most of the traffic; every user has
// an address. Made by a seeded generator, so that each run and each engine gets the same.
const ENDPOINTS = 200;
const USERS = 10_000;
const VERSIONS = ['2.3.0', '2.4.0', '2.4.1'];
/** Of a hundred requests. */
const STATUS_SHARES = [
  [200, 88],
  [201, 5],
  [304, 3],
  [404, 3],
  [500, 1],
];
const STRIDE = 7;

export const DAY_MILLIS = 86_400_000;

/** Numbers below 1 that look random (mulberry32). */
export function seededRandom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Picks 0 … count-1, the nth about 1/n as often as the first. */
function skewedPick(count, random) {
  const cumulated = new Float64Array(count);
  let sum = 0;
  for (let at = 0; at < count; at += 1) {
    sum += 1 / (at + 1);
    cumulated[at] = sum;
  }
  return () => {
    const wanted = random() * sum;
    let low = 0;
    let high = count - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (cumulated[middle] < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

export class Workload {
  #random;
  #pickEndpoint;
  #pickUser;
  #statuses = STATUS_SHARES.flatMap(([status, share]) => new Array(share).fill(status));
  #versions;
  #sequence = 0;
  #endpoints = Array.from({ length: ENDPOINTS }, (_, at) => ({
    method: at % 4 === 3 ? 'POST' : 'GET',
    route: `/service-${at % 20}/resource-${at}/:id`,
  }));

  /** @param versions how many take turns, batch by batch */
  constructor({ instance, seed = 1, versions = VERSIONS.length }) {
    this.instance = instance;
    this.#versions = VERSIONS.slice(-versions);
    this.#random = seededRandom(seed);
    this.#pickEndpoint = skewedPick(ENDPOINTS, this.#random);
    this.#pickUser = skewedPick(USERS, this.#random);
  }

  /** A batch as the app's thread sends it: what it refers to is in the order of first use. `timeOf` a row's number. */
  batch(rows, timeOf) {
    const endpoints = new Interned();
    const strings = new Interned();
    const requests = new Float64Array(rows * STRIDE);
    for (let row = 0; row < rows; row += 1) {
      const user = this.#pickUser();
      const endpoint = this.#pickEndpoint();
      requests.set(
        [
          endpoints.index(endpoint),
          timeOf(row),
          this.#duration(endpoint),
          this.#statuses[Math.floor(this.#random() * this.#statuses.length)],
          this.#random() < 0.001 ? 1 : 0,
          strings.index(`(User,user-${user})`),
          strings.index(`10.${user >> 16}.${(user >> 8) & 255}.${user & 255}`),
        ],
        row * STRIDE,
      );
    }
    this.#sequence += 1;
    return {
      instance: this.instance,
      sequence: this.#sequence,
      version: this.#versions[this.#sequence % this.#versions.length],
      endpoints: endpoints.values.map((endpoint) => this.#endpoints[endpoint]),
      strings: strings.values,
      requests,
      touches: [],
    };
  }

  /** Milliseconds, log-normal around 5 to 200 depending on the endpoint. */
  #duration(endpoint) {
    const normal = Math.sqrt(-2 * Math.log(1 - this.#random())) * Math.cos(2 * Math.PI * this.#random());
    return (5 + (endpoint % 40) * 5) * Math.exp(0.5 * normal);
  }
}

class Interned {
  values = [];
  #indexes = new Map();

  index(value) {
    let index = this.#indexes.get(value);
    if (index === undefined) {
      index = this.values.push(value) - 1;
      this.#indexes.set(value, index);
    }
    return index;
  }
}

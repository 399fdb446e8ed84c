// Steady visitors of the running shop: `node traffic.js PORT`. Ends with its parent.
import { Client } from './client.js';
import { ENDPOINTS } from './endpoints.js';
import { poisson, weightedPick } from './random.js';
import { dayShape } from './visits.js';

/** Requests a second at a busy hour. */
const BUSY_RATE = 3;
/** Of that, at any hour: somebody should be there to look at. */
const LEAST_SHARE = 0.4;
/** Now and then many come at once. */
const BURST = { everySeconds: 60, seconds: 5, factor: 5 };
const TICK_MILLIS = 250;
const HEALTH_CHECK_MILLIS = 5000;
/** A shop that hangs must not collect visitors without end. */
const MOST_AT_ONCE = 100;

const client = new Client(`http://127.0.0.1:${process.argv[2]}`);
const pickEndpoint = weightedPick(ENDPOINTS);
let visiting = 0;

function rateAt(time) {
  const burst = (time / 1000) % BURST.everySeconds < BURST.seconds ? BURST.factor : 1;
  return BUSY_RATE * Math.max(LEAST_SHARE, dayShape(new Date(time))) * burst;
}

async function visit() {
  visiting += 1;
  await client.visit(pickEndpoint(Math.random), Math.random);
  visiting -= 1;
}

setInterval(() => {
  const count = poisson(Math.random, (rateAt(Date.now()) * TICK_MILLIS) / 1000);
  for (let left = count; left > 0 && visiting < MOST_AT_ONCE; left -= 1) {
    setTimeout(visit, Math.random() * TICK_MILLIS);
  }
}, TICK_MILLIS);
setInterval(() => client.check(), HEALTH_CHECK_MILLIS);

process.on('disconnect', () => process.exit());
// Ctrl-C reaches every process of a terminal; the parent decides when to stop.
process.on('SIGINT', () => {});

// Asks the app at a steady rate, from a process of its own.
import { Agent, get } from 'node:http';

const [port, perSecond] = process.argv.slice(2).map(Number);
const TICK_MILLIS = 10;
const agent = new Agent({ keepAlive: true, maxSockets: 50 });
const started = performance.now();
let sent = 0;
setInterval(() => {
  const due = Math.floor(((performance.now() - started) / 1000) * perSecond);
  for (; sent < due; sent += 1) {
    get({ port, host: '127.0.0.1', path: `/items/${sent}`, agent }, (answer) => answer.resume()).on('error', () => {});
  }
}, TICK_MILLIS);
process.on('disconnect', () => process.exit());

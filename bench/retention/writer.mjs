// Writes a small batch every few milliseconds, as a monitored app does every second, and takes the time of each.
import { setTimeout as pause } from 'node:timers/promises';
import { systemClock } from '../../dist/model/clock.js';
import { createStorage } from '../../dist/storage/open-storage.js';

const PAUSE_MILLIS = 5;
const ROWS = 20;

const storage = createStorage({ engine: 'sqlite', file: process.argv[2], tablePrefix: 'nmd_' }, systemClock);
await storage.open();
const millis = { calm: [], pruning: [] };
let phase = 'calm';
process.on('message', (message) => {
  phase = message;
});
process.send('ready');

const endpoints = [{ method: 'GET', route: '/live' }];
for (let sequence = 1; phase !== 'end'; sequence += 1) {
  const rows = Array.from({ length: ROWS }, (_, at) => [0, Date.now(), at, 200, 0, -1, -1]);
  const batch = { instance: 'live', sequence, version: '1.0', endpoints, strings: [], touches: [] };
  const into = millis[phase];
  const started = performance.now();
  await storage.write([{ ...batch, requests: new Float64Array(rows.flat()) }]);
  into.push(performance.now() - started);
  await pause(PAUSE_MILLIS);
}
await storage.close();
process.send(millis, () => process.disconnect());

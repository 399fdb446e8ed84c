// Programs that compute: JSON, garbage, event emitters.
import { EventEmitter, once } from 'node:events';
import { now } from './truth.mjs';
import { sleep, spinA, spinB } from './work.mjs';

async function readBody(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

function parseBody(text) {
  let items = null;
  for (let time = 0; time < 3; time += 1) items = JSON.parse(text); // @cpu
  return items;
}

function printBody(items) {
  let length = 0;
  for (let time = 0; time < 3; time += 1) length += JSON.stringify(items).length; // @cpu
  return length;
}

export async function json(truth, { request, response }) {
  const text = await readBody(request);
  const items = truth.spend('parseBody', () => parseBody(text));
  const length = truth.spend('printBody', () => printBody(items));
  response.end(String(length));
}

function makeGarbage() {
  const kept = [];
  for (let round = 0; round < 300_000; round += 1) {
    const item = { round, text: `item ${round}`, tags: [round, round + 1] };
    if (round % 3 === 0) kept.push(item);
  }
  return kept.length;
}

export async function garbage(truth, { response }) {
  truth.spend('makeGarbage', () => makeGarbage());
  const before = now();
  await sleep(20); // @await
  truth.add('garbage', now() - before);
  truth.spend('spinA', () => spinA(20));
  response.end();
}

function onOrder(truth) {
  truth.spend('spinA', () => spinA(15));
}

function onInvoice(truth) {
  truth.spend('spinB', () => spinB(12));
}

async function waitForShipping(events) {
  await once(events, 'shipped'); // @await
}

export async function emitters(truth, { response }) {
  const events = new EventEmitter();
  events.on('ordered', onOrder);
  events.on('ordered', onInvoice);
  events.emit('ordered', truth);
  setTimeout(() => events.emit('shipped'), 30);
  const before = now();
  await waitForShipping(events);
  truth.add('waitForShipping', now() - before);
  response.end();
}

// Programs that wait: nested awaits, branches, callbacks, timers.
import { readFile } from 'node:fs';
import * as files from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { BIG_FILE } from './big-file.mjs';
import { now } from './truth.mjs';
import { sleep, spinA, spinB } from './work.mjs';

export async function cpu(truth, { response }) {
  truth.spend('spinA', () => spinA(30));
  truth.spend('spinB', () => spinB(20));
  response.end();
}

async function nestedFirst(truth) {
  const before = now();
  await sleep(30); // @await
  truth.add('nestedFirst', now() - before);
}

async function nestedSecond(truth) {
  const before = now();
  await sleep(20); // @await
  truth.add('nestedSecond', now() - before);
}

async function nestedMiddle(truth) {
  await nestedFirst(truth);
  await nestedSecond(truth);
}

export async function nested(truth, { response }) {
  await nestedMiddle(truth);
  response.end();
}

async function branchShort() {
  await sleep(10); // @await
}

async function branchMiddle() {
  await sleep(20); // @await
}

async function branchLong() {
  await sleep(35); // @await
}

export async function branches(truth, { response }) {
  const before = now();
  await Promise.all([branchShort(), branchMiddle(), branchLong()]);
  truth.add('branchLong', now() - before);
  response.end();
}

export function callbacks(truth, { response }) {
  const before = now();
  // biome-ignore format: one line is the place
  setTimeout(function afterTimer() { // @await
    truth.add('callbacks', now() - before);
    truth.spend('spinA', () => spinA(12));
    const reading = now();
    // biome-ignore format: one line is the place
    readFile(BIG_FILE, function afterRead() { // @await
      truth.add('afterTimer', now() - reading);
      truth.spend('spinB', () => spinB(10));
      response.end();
    });
  }, 25);
}

async function deepest(truth) {
  let before = now();
  await sleep(7); // @await
  truth.add('deepest', now() - before);
  truth.spend('spinB', () => spinB(9));
  before = now();
  await sleep(6); // @await
  truth.add('deepest', now() - before);
}

async function deeper(truth) {
  truth.spend('spinA', () => spinA(5));
  await deepest(truth);
  const before = now();
  await sleep(6); // @await
  truth.add('deeper', now() - before);
}

async function deep(truth) {
  const before = now();
  await files.readFile(BIG_FILE); // @await
  truth.add('deep', now() - before);
  await deeper(truth);
  truth.spend('spinA', () => spinA(4));
}

export async function mixed(truth, { response }) {
  await deep(truth);
  const before = now();
  await pause(5); // @await
  response.end();
  truth.add('mixed', now() - before);
}

export function timers(truth, { response }) {
  const before = now();
  let ticks = 0;
  // biome-ignore format: one line is the place
  const timer = setInterval(function tick() { // @await
    ticks += 1;
    if (ticks < 4) return;
    clearInterval(timer);
    truth.add('timers', now() - before);
    truth.spend('spinA', () => spinA(15));
    const waiting = now();
    // biome-ignore format: one line is the place
    setTimeout(() => setImmediate(function last() { // @await
      truth.add('tick', now() - waiting);
      truth.spend('spinB', () => spinB(10));
      response.end();
    }), 12);
  }, 10);
}

export function blocker(truth, { response }) {
  truth.spend('spinA', () => spinA(400));
  response.end();
}

export async function patient(truth, { response }) {
  const before = now();
  await sleep(300); // @await
  truth.add('patient', now() - before);
  response.end();
}

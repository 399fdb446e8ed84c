// Programs that wait: nested awaits, branches, callbacks, timers.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFile, rmSync, writeFileSync } from 'node:fs';
import * as files from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { now } from './truth.mjs';
import { sleep, spinA, spinB } from './work.mjs';

const BIG_FILE = join(mkdtempSync(join(tmpdir(), 'nmd-truth-')), 'big.bin');
writeFileSync(BIG_FILE, randomBytes(3_000_000));
process.on('exit', () => rmSync(dirname(BIG_FILE), { recursive: true, force: true }));

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
  truth.add('mixed', now() - before);
  response.end();
}

// Programs that move bytes: streams, files, child processes.
import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, readFileSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { Readable, Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createGzip } from 'node:zlib';
import { BIG_FILE } from './big-file.mjs';
import { now } from './truth.mjs';
import { sleep, spinA, spinB } from './work.mjs';

const run = promisify(execFile);

async function* slowChunks(truth) {
  for (let chunk = 0; chunk < 5; chunk += 1) {
    const before = now();
    await sleep(12); // @await
    truth.waited('slowChunks', before);
    yield Buffer.alloc(1000);
  }
}

export async function streams(truth, { response }) {
  const work = new Transform({
    transform(chunk, _encoding, done) {
      truth.spend('spinA', () => spinA(6));
      done(null, chunk);
    },
  });
  for await (const _chunk of Readable.from(slowChunks(truth)).pipe(work)) truth.spend('spinB', () => spinB(4));
  response.end();
}

async function compress() {
  const sink = new Writable({ write: (_chunk, _encoding, done) => done() });
  await pipeline(createReadStream(BIG_FILE), createGzip({ level: 1 }), sink); // @await
}

export async function compressed(truth, { response }) {
  const before = now();
  await compress();
  truth.add('compress', now() - before);
  truth.spend('spinB', () => spinB(20));
  response.end();
}

function readAtOnce() {
  let bytes = 0;
  for (let time = 0; time < 25; time += 1) bytes += readFileSync(BIG_FILE).length;
  return bytes;
}

async function readInParts() {
  const file = await open(BIG_FILE); // @await
  const buffer = Buffer.alloc(30_000);
  for (let part = 0; part < 100; part += 1) await file.read(buffer, 0, buffer.length, part * buffer.length); // @await
  await file.close(); // @await
}

export async function filesystem(truth, { response }) {
  truth.spend('readAtOnce', () => readAtOnce());
  const before = now();
  await readInParts();
  truth.add('readInParts', now() - before);
  truth.spend('spinA', () => spinA(10));
  await stat(BIG_FILE);
  response.end();
}

async function runAndWait() {
  await run(process.execPath, ['-e', 'setTimeout(() => {}, 40)']); // @await
}

async function spawnAndWait() {
  const child = spawn('sleep', ['0.05'], { stdio: 'ignore' });
  await once(child, 'close'); // @await
}

function runBlocking() {
  execFileSync('sleep', ['0.05']);
}

export async function children(truth, { response }) {
  let before = now();
  await runAndWait();
  truth.add('runAndWait', now() - before);
  truth.spend('runBlocking', () => runBlocking());
  before = now();
  await spawnAndWait();
  truth.add('spawnAndWait', now() - before);
  response.end();
}

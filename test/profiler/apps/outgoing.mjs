// Programs that wait for other servers: HTTP by callbacks, fetch, PostgreSQL.
import { createServer, get } from 'node:http';
import { now } from './truth.mjs';
import { spinA, spinB } from './work.mjs';

const { default: pg } = await import('pg');

/** Answers in two parts, slowly; `/never` not at all. */
const upstream = createServer((request, response) => {
  if (request.url === '/never') return;
  setTimeout(() => {
    response.write('first ');
    setTimeout(() => response.end('second'), 15);
  }, 25);
});
await new Promise((resolve) => upstream.listen(0, '127.0.0.1', resolve));
upstream.unref();
const url = `http://127.0.0.1:${upstream.address().port}`;

function getText(truth, address) {
  return new Promise(function begin(resolve, reject) {
    const before = now();
    const request = get(address, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
      });
      answer.on('end', () => resolve(text));
    });
    request.on('error', reject);
    truth.add('begin', now() - before);
  });
}

async function askByCallbacks(truth) {
  return await getText(truth, url); // @await
}

async function askByFetch() {
  const answer = await fetch(url); // @await
  return await answer.text(); // @await
}

export async function outgoing(truth, { response }) {
  let before = now();
  await askByCallbacks(truth);
  truth.add('askByCallbacks', now() - before - truth.spent.begin);
  truth.spend('spinA', () => spinA(12));
  before = now();
  await askByFetch();
  truth.add('askByFetch', now() - before);
  truth.spend('spinB', () => spinB(12));
  response.end();
}

const pool = new pg.Pool({ connectionString: process.env.NMD_TEST_POSTGRES, max: 20, allowExitOnIdle: true });
pool.on('error', () => {});

async function querySlowly() {
  await pool.query('select pg_sleep(0.04)'); // @await
}

async function queryRows() {
  const { rows } = await pool.query('select i, md5(i::text) from generate_series(1, 2000) i'); // @await
  return rows;
}

export async function database(truth, { response }) {
  let before = now();
  await querySlowly();
  truth.add('querySlowly', now() - before);
  truth.spend('spinA', () => spinA(12));
  before = now();
  await queryRows();
  truth.add('queryRows', now() - before);
  response.end();
}

export async function stuck() {
  await fetch(`${url}/never`); // @stuck
}

// What the database can do at all: the same rows in a table with the same columns and indexes, one prepared insert for
// each, in transactions as large as the worker's. Same driver, same settings.
import { createConnection } from 'mysql2/promise';
import pg from 'pg';
import { chooseSqliteModule } from '../../dist/storage/sqlite/sqlite-module.js';

const ROWS_PER_TRANSACTION = 8000;
const COLUMNS = [
  'endpoint_id',
  'time',
  'duration_micros',
  'status_code',
  'flags',
  'version_id',
  'group_id',
  'ip_id',
  'instance_id',
];
const STRIDE = 7;

/** A batch as rows, with the batch's own indexes for ids: made before the clock runs. */
export function rowsOf({ requests }) {
  const rows = [];
  for (let at = 0; at < requests.length; at += STRIDE) {
    const [endpoint, time, duration, status, aborted, group, ip] = requests.subarray(at, at + STRIDE);
    rows.push([endpoint + 1, Math.floor(time), Math.round(duration * 1000), status, aborted, 1, group + 1, ip + 1, 1]);
  }
  return rows;
}

function schema(table, id) {
  const columns = COLUMNS.map((name) => `${name} ${/time|micros/.test(name) ? 'bigint' : 'integer'} not null`);
  return [
    `create table ${table} (id ${id}, ${columns.join(', ')})`,
    `create index ${table}_time on ${table} (time)`,
    `create index ${table}_endpoint_time on ${table} (endpoint_id, time)`,
  ];
}

async function inTransactions(rows, { begin, insert, commit }) {
  for (let from = 0; from < rows.length; from += ROWS_PER_TRANSACTION) {
    await begin();
    await insert(rows.slice(from, from + ROWS_PER_TRANSACTION));
    await commit();
  }
}

export async function bareSqlite(file) {
  const { module } = await chooseSqliteModule();
  const database = new module.DatabaseSync(file);
  for (const setting of [
    'auto_vacuum = incremental',
    'journal_mode = wal',
    'synchronous = normal',
    'cache_size = -32000',
    'temp_store = memory',
    'wal_autocheckpoint = 4000',
  ])
    database.exec(`pragma ${setting}`);
  for (const statement of schema('bare', 'integer primary key autoincrement')) database.exec(statement);
  const insert = database.prepare(
    `insert into bare (${COLUMNS.join(', ')}) values (${COLUMNS.map(() => '?').join(', ')})`,
  );
  return {
    store: (rows) =>
      inTransactions(rows, {
        begin: () => database.exec('begin immediate'),
        insert: (some) => {
          for (const [a, b, c, d, e, f, g, h, i] of some) insert.run(a, b, c, d, e, f, g, h, i);
        },
        commit: () => database.exec('commit'),
      }),
    close: async () => database.close(),
  };
}

export async function barePostgres(url, table) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const statement of schema(table, 'bigserial primary key')) await client.query(statement);
  const text = `insert into ${table} (${COLUMNS.join(', ')}) values (${COLUMNS.map((_, at) => `$${at + 1}`).join(', ')})`;
  return {
    store: (rows) =>
      inTransactions(rows, {
        begin: () => client.query('begin'),
        insert: async (some) => {
          for (const values of some) await client.query({ name: 'insert', text, values });
        },
        commit: () => client.query('commit'),
      }),
    close: async () => {
      await client.query(`drop table ${table}`);
      await client.end();
    },
  };
}

export async function bareMysql(url, table) {
  const connection = await createConnection(url);
  for (const statement of schema(table, 'bigint auto_increment primary key')) await connection.query(statement);
  const text = `insert into ${table} (${COLUMNS.join(', ')}) values (${COLUMNS.map(() => '?').join(', ')})`;
  return {
    store: (rows) =>
      inTransactions(rows, {
        begin: () => connection.beginTransaction(),
        insert: async (some) => {
          for (const values of some) await connection.execute(text, values);
        },
        commit: () => connection.commit(),
      }),
    close: async () => {
      await connection.query(`drop table ${table}`);
      await connection.end();
    },
  };
}

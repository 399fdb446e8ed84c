// Bytes on disk of raw requests, their indexes and all rollups.
import { createConnection } from 'mysql2/promise';
import pg from 'pg';
import { chooseSqliteModule } from '../../dist/storage/sqlite/sqlite-module.js';

/** Sums up bytes by what they are for; `name` is a table or an index. */
function bySubject(parts, prefix) {
  const sizes = { requests: 0, requestIndexes: 0, rollups: 0 };
  for (const { name, bytes } of parts) {
    if (name === `${prefix}requests`) sizes.requests += Number(bytes);
    else if (name.startsWith(`${prefix}requests`)) sizes.requestIndexes += Number(bytes);
    else if (name.startsWith(`${prefix}rollups`)) sizes.rollups += Number(bytes);
  }
  return sizes;
}

export async function sqliteSizes(file, prefix) {
  const { module } = await chooseSqliteModule();
  const database = new module.DatabaseSync(file);
  const parts = database.prepare('select name, sum(pgsize) as bytes from dbstat group by name').all();
  database.close();
  return bySubject(parts, prefix);
}

export async function postgresSizes(url, prefix) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(
    `select relname as name, pg_relation_size(oid) as bytes from pg_class where relkind in ('r', 'i') and relname like $1`,
    [`${prefix}%`],
  );
  await client.end();
  return bySubject(rows, prefix);
}

export async function dropPostgres(url, prefix) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query('select tablename from pg_tables where tablename like $1', [`${prefix}%`]);
  for (const { tablename } of rows) await client.query(`drop table "${tablename}"`);
  await client.end();
}

export async function dropMysql(url, prefix) {
  const connection = await createConnection(url);
  const [tables] = await connection.query(`show tables like '${prefix}%'`);
  for (const row of tables) await connection.query(`drop table \`${Object.values(row)[0]}\``);
  await connection.end();
}

export async function mysqlSizes(url, prefix) {
  const connection = await createConnection(url);
  const [tables] = await connection.query(`show tables like '${prefix}%'`);
  const names = tables.map((row) => Object.values(row)[0]);
  await connection.query(`analyze table ${names.join(', ')}`);
  const [rows] = await connection.query(
    `select table_name as name, data_length as data, index_length as indexes from information_schema.tables
     where table_schema = database() and table_name like ?`,
    [`${prefix}%`],
  );
  await connection.end();
  return bySubject(
    rows.flatMap(({ name, data, indexes }) => [
      { name, bytes: data },
      { name: name.includes('rollups') ? name : `${name} indexes`, bytes: indexes },
    ]),
    prefix,
  );
}

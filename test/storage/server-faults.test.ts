import { randomBytes } from 'node:crypto';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/model/clock.ts';
import { createStorage } from '../../src/storage/open-storage.ts';
import { TABLE_NAMES } from '../../src/storage/sql/tables.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { StorageUnavailable } from '../../src/storage/storage-unavailable.ts';
import { batchOf, countRequests, request } from '../contracts/storage/examples.ts';

interface Server {
  readonly engine: 'postgres' | 'mysql';
  readonly url: string;
  /** Ends all connections to the database but its own, as a restart would. */
  disconnectAll(): Promise<void>;
  run(sql: string): Promise<void>;
}

const postgres = process.env['NMD_TEST_POSTGRES'] ?? 'postgresql://root@127.0.0.1:5432/test';
const mysql = process.env['NMD_TEST_MYSQL'] ?? 'mysql://root@127.0.0.1:3306/test';

const SERVERS: readonly Server[] = [
  {
    engine: 'postgres',
    url: postgres,
    disconnectAll: async () => {
      const client = new pg.Client({ connectionString: postgres });
      await client.connect();
      await client.query('select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1', [
        APPLICATION,
      ]);
      await client.end();
    },
    run: async (sql) => {
      const client = new pg.Client({ connectionString: postgres });
      await client.connect();
      await client.query(sql);
      await client.end();
    },
  },
  {
    engine: 'mysql',
    url: mysql,
    disconnectAll: async () => {
      const connection = await createConnection(mysql);
      const [rows] = await connection.query<RowDataPacket[]>(
        'select id from information_schema.processlist where user = ?',
        [APPLICATION],
      );
      for (const { id } of rows) await connection.query(`kill ${id}`);
      await connection.end();
    },
    run: async (sql) => {
      const connection = await createConnection(mysql);
      await connection.query(sql);
      await connection.end();
    },
  },
];

/** Marks the connections of this test, as other tests run on the same server. */
const APPLICATION = `nmd${randomBytes(4).toString('hex')}`;

describe.each(SERVERS)('$engine in trouble', (server) => {
  const tablePrefix = `t${randomBytes(6).toString('hex')}_`;
  let storage: Storage;

  beforeEach(async () => {
    if (server.engine === 'mysql') {
      await server.run(`create user '${APPLICATION}'@'%' identified by 'geheim'`);
      await server.run(`grant all on test.* to '${APPLICATION}'@'%'`);
    }
    storage = createStorage({ engine: server.engine, url: markedUrl(server), tablePrefix }, systemClock);
    await storage.open();
  });
  afterEach(async () => {
    await storage.close();
    for (const table of TABLE_NAMES) await server.run(`drop table if exists ${tablePrefix}${table}`);
    if (server.engine === 'mysql') await server.run(`drop user '${APPLICATION}'@'%'`);
  });

  test('connections that end in the middle: each batch is there exactly once in the end', async () => {
    const batches = Array.from({ length: 30 }, (_, at) => batchOf(Array(50).fill(request()), { sequence: at + 1 }));
    for (const [index, batch] of batches.entries()) {
      const writing = writeUntilStored(storage, batch);
      if (index % 5 === 2) await server.disconnectAll();
      await writing;
    }
    expect(await countRequests(storage)).toBe(30 * 50);
  });

  test('a server that is not there is said without user and password', async () => {
    const url = `${server.engine === 'postgres' ? 'postgresql' : 'mysql'}://ann:geheim@127.0.0.1:1/shop`;
    const lost = createStorage({ engine: server.engine, url, tablePrefix }, systemClock);
    const error = await lost.open().catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: 'NMD_STORAGE_UNAVAILABLE',
      retryable: true,
      message: 'The database 127.0.0.1:1/shop refuses connections.',
    });
  });

  test('a database that does not exist is said', async () => {
    const url = server.url.replace(/\/test$/, '/nowhere');
    const lost = createStorage({ engine: server.engine, url, tablePrefix }, systemClock);
    await expect(lost.open()).rejects.toMatchObject({ code: 'NMD_STORAGE_UNAVAILABLE', retryable: false });
  });
});

function markedUrl({ engine, url }: Server): string {
  if (engine === 'postgres') return `${url}?application_name=${APPLICATION}`;
  return url.replace(/\/\/[^@]*@/, `//${APPLICATION}:geheim@`);
}

/** As the ingest pipeline does. */
async function writeUntilStored(storage: Storage, batch: ReturnType<typeof batchOf>): Promise<void> {
  for (;;) {
    try {
      await storage.write([batch]);
      return;
    } catch (error) {
      if (!(error instanceof StorageUnavailable) || !error.retryable) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

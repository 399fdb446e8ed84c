import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { runStorageContract } from '../contracts/storage-contract.ts';

const url = process.env['NMD_TEST_POSTGRES'] ?? 'postgresql://root@127.0.0.1:5432/test';

async function withClient<Result>(work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

runStorageContract({
  engine: 'PostgreSQL',
  unsupported: {},
  async createDatabase() {
    const tablePrefix = `t${randomBytes(6).toString('hex')}_`;
    return {
      location: { engine: 'postgres', url, tablePrefix },
      execute: async (sql) => void (await withClient((client) => client.query(sql))),
      select: async (sql) => (await withClient((client) => client.query(sql))).rows,
      drop: () =>
        withClient(async (client) => {
          const { rows } = await client.query('select tablename from pg_tables where tablename like $1', [
            `${tablePrefix}%`,
          ]);
          for (const { tablename } of rows) await client.query(`drop table "${tablename}"`);
        }),
    };
  },
});

import { randomBytes } from 'node:crypto';
import { type Connection, createConnection, type RowDataPacket } from 'mysql2/promise';
import { runStorageContract } from '../contracts/storage-contract.ts';

const url = process.env['NMD_TEST_MYSQL'] ?? 'mysql://root@127.0.0.1:3306/test';

async function withConnection<Result>(work: (connection: Connection) => Promise<Result>): Promise<Result> {
  const connection = await createConnection(url);
  try {
    return await work(connection);
  } finally {
    await connection.end();
  }
}

runStorageContract({
  engine: 'MySQL or MariaDB',
  unsupported: {},
  async createDatabase() {
    const tablePrefix = `t${randomBytes(6).toString('hex')}_`;
    return {
      location: { engine: 'mysql', url, tablePrefix },
      execute: async (sql) => void (await withConnection((connection) => connection.query(sql))),
      select: async (sql) => (await withConnection((connection) => connection.query<RowDataPacket[]>(sql)))[0],
      drop: () =>
        withConnection(async (connection) => {
          const find =
            'select table_name as name from information_schema.tables where table_schema = database() and table_name like ?';
          const [rows] = await connection.query<RowDataPacket[]>(find, [`${tablePrefix}%`]);
          for (const { name } of rows) await connection.query(`drop table \`${name}\``);
        }),
    };
  },
});

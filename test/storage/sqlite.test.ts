import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseSqliteModule } from '../../src/storage/sqlite/sqlite-module.ts';
import { runStorageContract } from '../contracts/storage-contract.ts';

runStorageContract({
  engine: 'SQLite',
  unsupported: {},
  async createDatabase() {
    const folder = mkdtempSync(join(tmpdir(), 'nmd-sqlite-'));
    const file = join(folder, 'monitoring.db');
    const { module } = await chooseSqliteModule();
    return {
      location: { engine: 'sqlite', file, tablePrefix: 'nmd_' },
      execute: async (sql) => {
        const database = new module.DatabaseSync(file);
        database.exec(sql);
        database.close();
      },
      select: async (sql) => {
        const database = new module.DatabaseSync(file);
        const rows = database.prepare(sql).all() as Record<string, unknown>[];
        database.close();
        return rows;
      },
      drop: async () => {
        for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
      },
    };
  },
});

import { randomUUID } from 'node:crypto';
import { CompiledQuery } from 'kysely';
import { forgetMemory, memoryConnection } from '../../src/storage/sqlite/sqlite-memory.ts';
import { runStorageContract } from '../contracts/storage-contract.ts';

runStorageContract({
  engine: 'SQLite in memory',
  unsupported: {
    'eight real processes may start at once on an empty database, and all write':
      'each process has a database of its own',
  },
  async createDatabase() {
    const name = randomUUID();
    return {
      location: { engine: 'memory', name, tablePrefix: 'nmd_' },
      execute: async (sql) => void (await memoryConnection(name)?.executeQuery(CompiledQuery.raw(sql))),
      select: async (sql) =>
        (await memoryConnection(name)?.executeQuery<Record<string, unknown>>(CompiledQuery.raw(sql)))?.rows ?? [],
      drop: async () => forgetMemory(name),
    };
  },
});

import type { DatabaseConnection, Dialect, Driver, TransactionSettings } from 'kysely';
import type { SqlEngine } from '../../src/storage/sql/sql-engine.ts';

/** How long the write lock was waited for, and then held: on the clock, and of the processor, which other programs do not change. */
export interface WriteTurn {
  readonly waitMillis: number;
  heldMillis: number;
  heldCpuMillis: number;
}

/** The same engine, which says of each of its write transactions how long it took. */
export function timedEngine<Engine extends SqlEngine>(engine: Engine, turns: WriteTurn[]): Engine {
  const connect = engine.connect.bind(engine);
  const giveBackSpace = engine.giveBackSpace.bind(engine);
  return Object.assign(engine, {
    connect: async () => timedDialect(await connect(), turns),
    giveBackSpace: async (db: Parameters<SqlEngine['giveBackSpace']>[0]) => {
      const turn = begin(turns, performance.now());
      const pages = await giveBackSpace(db);
      turn();
      return pages;
    },
  });
}

function timedDialect(dialect: Dialect, turns: WriteTurn[]): Dialect {
  return {
    createDriver: () => timedDriver(dialect.createDriver(), turns),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (db) => dialect.createIntrospector(db),
  };
}

function timedDriver(driver: Driver, turns: WriteTurn[]): Driver {
  const ends = new Map<DatabaseConnection, () => void>();
  const end = (connection: DatabaseConnection): void => {
    ends.get(connection)?.();
    ends.delete(connection);
  };
  return {
    init: () => driver.init(),
    acquireConnection: () => driver.acquireConnection(),
    releaseConnection: (connection) => driver.releaseConnection(connection),
    destroy: () => driver.destroy(),
    beginTransaction: async (connection: DatabaseConnection, settings: TransactionSettings) => {
      const started = performance.now();
      await driver.beginTransaction(connection, settings);
      if (settings.accessMode !== 'read only') ends.set(connection, begin(turns, started));
    },
    commitTransaction: async (connection) => {
      await driver.commitTransaction(connection);
      end(connection);
    },
    rollbackTransaction: async (connection) => {
      await driver.rollbackTransaction(connection);
      end(connection);
    },
  };
}

/** Answers what ends the turn. */
function begin(turns: WriteTurn[], askedAt: number): () => void {
  const startedAt = performance.now();
  const cpu = process.cpuUsage();
  const turn: WriteTurn = { waitMillis: startedAt - askedAt, heldMillis: 0, heldCpuMillis: 0 };
  turns.push(turn);
  return () => {
    turn.heldMillis = performance.now() - startedAt;
    const { user, system } = process.cpuUsage(cpu);
    // Other threads of the process have a part in it.
    turn.heldCpuMillis = Math.min(turn.heldMillis, (user + system) / 1000);
  };
}

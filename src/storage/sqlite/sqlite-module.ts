import { MonitoringError } from '../../model/errors.ts';

/** The part of `node:sqlite` that is used; `@photostructure/sqlite` has the same. */
interface SqliteModule {
  readonly DatabaseSync: new (file: string, options?: { readonly readOnly: boolean }) => SqliteDatabase;
}

export interface SqliteDatabase {
  exec(sql: string): void;
  prepare(sql: string): SqliteStatement;
  close(): void;
}

export interface SqliteStatement {
  run(...parameters: unknown[]): { changes: number | bigint; lastInsertRowid: number | bigint };
  all(...parameters: unknown[]): unknown[];
  iterate(...parameters: unknown[]): IterableIterator<unknown>;
  columns(): readonly unknown[];
}

export interface SqliteDriverChoice {
  readonly module: SqliteModule;
  /** Null when the driver has no known fault. */
  readonly warning: string | null;
}

/** Older ones can damage a file that several processes write: https://sqlite.org/wal.html#walresetbug */
const SOUND_VERSION = [3, 51, 3] as const;

/** Node's own SQLite when it is there and sound, else the optional dependency, else Node's with a warning. */
export async function chooseSqliteModule(): Promise<SqliteDriverChoice> {
  const builtIn = builtInModule();
  const version = builtIn === null ? null : sqliteVersion(builtIn);
  if (builtIn !== null && version !== null && isSound(version)) return { module: builtIn, warning: null };
  const installed = await installedModule();
  if (installed !== null) return { module: installed, warning: null };
  if (builtIn !== null) return { module: builtIn, warning: unsoundWarning(version ?? 'of unknown version') };
  throw new MonitoringError(
    'NMD_DRIVER_MISSING',
    'This Node has no SQLite of its own. Run `npm install @photostructure/sqlite@1`, or use Node 22.13 or newer.',
  );
}

export function isSound(version: string): boolean {
  const parts = version.split('.').map(Number);
  for (const [index, least] of SOUND_VERSION.entries()) {
    const part = parts[index] ?? 0;
    if (part !== least) return part > least;
  }
  return true;
}

function unsoundWarning(version: string): string {
  return (
    `SQLite ${version} of this Node can damage a file that several processes write (fixed in ${SOUND_VERSION.join('.')}). ` +
    'Update Node, or run `npm install @photostructure/sqlite@1`.'
  );
}

function builtInModule(): SqliteModule | null {
  return (process.getBuiltinModule?.('node:sqlite') as SqliteModule | undefined) ?? null;
}

async function installedModule(): Promise<SqliteModule | null> {
  try {
    return (await import('@photostructure/sqlite')) as unknown as SqliteModule;
  } catch {
    return null;
  }
}

function sqliteVersion(module: SqliteModule): string {
  const database = new module.DatabaseSync(':memory:');
  try {
    const [row] = database.prepare('select sqlite_version() as version').all() as { version: string }[];
    return row?.version ?? '0';
  } finally {
    database.close();
  }
}

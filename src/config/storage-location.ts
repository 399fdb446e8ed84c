import { resolve } from 'node:path';
import { MonitoringError } from '../model/errors.ts';
import type { StorageLocation } from '../storage/storage-location.ts';
import { parseDatabaseUrl } from './database-url.ts';
import type { ResolvedOptions } from './options.ts';

/**
 * To be called once for each monitor: then an app that changes its directory keeps its file, and a worker that is
 * restarted finds what the one before it could not store.
 */
export function storageLocation(
  { database, tablePrefix }: Pick<ResolvedOptions, 'database' | 'tablePrefix'>,
  workingDirectory: string = process.cwd(),
): StorageLocation {
  const url = parseDatabaseUrl(database);
  if ('problem' in url) throw new MonitoringError('NMD_INVALID_OPTIONS', `The option "database" ${url.problem}.`);
  if (url.engine === 'sqlite') return { engine: 'sqlite', file: resolve(workingDirectory, url.path), tablePrefix };
  if (url.engine === 'memory') return { engine: 'memory', name: crypto.randomUUID(), tablePrefix };
  return { ...url, tablePrefix };
}

import { resolve } from 'node:path';
import { MonitoringError } from '../model/errors.ts';
import type { StorageLocation } from '../storage/storage-location.ts';
import { parseDatabaseUrl } from './database-url.ts';
import type { ResolvedOptions } from './options.ts';

/** The file's path is made absolute once, so that an app that changes its directory keeps its database. */
export function storageLocation(
  { database, tablePrefix }: Pick<ResolvedOptions, 'database' | 'tablePrefix'>,
  workingDirectory: string = process.cwd(),
): StorageLocation {
  const url = parseDatabaseUrl(database);
  if ('problem' in url) throw new MonitoringError('NMD_INVALID_OPTIONS', `The option "database" ${url.problem}.`);
  if (url.engine === 'sqlite') return { engine: 'sqlite', file: resolve(workingDirectory, url.path), tablePrefix };
  return { ...url, tablePrefix };
}

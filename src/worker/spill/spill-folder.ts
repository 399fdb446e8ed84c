import { createHash } from 'node:crypto';
import { lstat, mkdir, readdir, rename, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Clock } from '../../model/clock.ts';
import type { Logger } from '../../model/logger.ts';
import type { StorageLocation } from '../../storage/storage-location.ts';
import { SpillFile } from './spill-file.ts';
import { hasOwnerEnded, NO_OWNER } from './spill-owner.ts';

const NAME = /^spill-([0-9a-f-]{36})-([0-9a-f.]+|free)$/;

export interface SpillPlace {
  readonly folder: string;
  /** What the files' names begin with: one database's and one table prefix's, no other's. */
  readonly prefix: string;
  /** In a folder that every user of the machine may write to: only a folder of our own is safe there. */
  readonly isShared: boolean;
}

/**
 * Beside an SQLite file, where the process may write; else in a folder of ours among the temporary ones. What waits for
 * a database in memory is of no use to the next process, which has another one: nobody else finds it.
 */
export function spillPlace(location: StorageLocation, temporaryFolder: string): SpillPlace {
  const { tablePrefix } = location;
  if (location.engine === 'sqlite') {
    const { file } = location;
    return { folder: dirname(file), prefix: `${basename(file)}.${tablePrefix}`, isShared: false };
  }
  const folder = join(temporaryFolder, `node-monitoring-dashboard-${process.getuid?.() ?? 'user'}`);
  const database = location.engine === 'memory' ? location.name : serverHash(location.url);
  return { folder, prefix: `${location.engine}-${database}.${tablePrefix}`, isShared: true };
}

/** Of the server and database alone, as users and passwords change. */
function serverHash(address: string): string {
  const url = new URL(address);
  url.username = '';
  url.password = '';
  return createHash('sha256').update(url.href).digest('hex').slice(0, 16);
}

export interface SpillFolderParts {
  readonly place: SpillPlace;
  readonly instance: string;
  /** This monitor, see `ownerToken`. */
  readonly owner: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * The spill files of one database on this machine. A file's name says whose it is, so that taking over
 * what an ended process left is one rename, which only one process can do.
 */
export class SpillFolder {
  readonly #parts: SpillFolderParts;
  readonly #unreadable = new Set<string>();

  constructor(parts: SpillFolderParts) {
    this.#parts = parts;
  }

  /** Creates the instance's file. */
  async create(): Promise<SpillFile> {
    const { place, instance } = this.#parts;
    if (place.isShared) await makePrivate(place.folder);
    return this.#open(this.#path(instance));
  }

  /** The instance's file that an earlier worker of this process has left, if any. */
  async reopen(): Promise<SpillFile | null> {
    const path = this.#path(this.#parts.instance);
    return (await exists(path)) ? this.#open(path) : null;
  }

  /** Lets other processes have the file. */
  async release(file: SpillFile): Promise<void> {
    await file.close();
    await rename(file.path, file.path.slice(0, file.path.lastIndexOf('-') + 1) + NO_OWNER);
  }

  /** Takes over one file of an ended process, or of an earlier monitor or worker of this one. */
  async claim(): Promise<SpillFile | null> {
    const { place, instance: ownInstance, owner } = this.#parts;
    for (const name of await readdir(place.folder).catch(() => [])) {
      if (!name.startsWith(place.prefix)) continue;
      const [, instance, former] = NAME.exec(name.slice(place.prefix.length)) ?? [];
      if (instance === undefined || former === undefined || instance === ownInstance) continue;
      const path = join(place.folder, name);
      if (this.#unreadable.has(path)) continue;
      if (former !== owner && !hasOwnerEnded(former, owner, await this.#silence(path))) continue;
      const file = await this.#take(path, this.#path(instance));
      if (file !== null) return file;
    }
    return null;
  }

  async #take(path: string, ownPath: string): Promise<SpillFile | null> {
    try {
      await rename(path, ownPath);
    } catch {
      // Another process was first.
      return null;
    }
    try {
      return await this.#open(ownPath);
    } catch (error) {
      this.#unreadable.add(ownPath);
      this.#parts.logger.warn(`records of an ended process cannot be read, and stay in ${ownPath}: ${String(error)}`);
      return null;
    }
  }

  async #open(path: string): Promise<SpillFile> {
    const file = await SpillFile.open(path);
    if (file.tornBytes > 0) {
      this.#parts.logger.warn(`the last ${file.tornBytes} bytes of ${path} were not written whole and are left out`);
    }
    return file;
  }

  async #silence(path: string): Promise<number> {
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
    return this.#parts.clock.now() - mtimeMs;
  }

  #path(instance: string): string {
    const { place, owner } = this.#parts;
    return join(place.folder, `${place.prefix}spill-${instance}-${owner}`);
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** Creates the folder for this user alone; rejects when another user was there first. */
async function makePrivate(folder: string): Promise<void> {
  await mkdir(folder, { mode: 0o700, recursive: true });
  const { uid } = await lstat(folder);
  if (process.getuid !== undefined && uid !== process.getuid()) {
    throw new Error(`the folder ${folder} belongs to another user`);
  }
}

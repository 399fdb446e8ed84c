import { readFileSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** Where git keeps what it knows, by what people have at hand: see `readGitVersion`. Null when there is no repository. */
export function findGitFolder(path: string): string | null {
  if (isFolder(path)) {
    if (isFile(join(path, 'HEAD'))) return path;
    const inner = join(path, '.git');
    return isFolder(inner) || isFile(inner) ? findGitFolderOf(inner) : null;
  }
  return findGitFolderOf(path);
}

/** Of a `.git` folder, or a `.git` file that says where the folder is. */
function findGitFolderOf(path: string): string | null {
  if (isFolder(path)) return isFile(join(path, 'HEAD')) ? path : null;
  const target = /^gitdir: (.+)$/.exec(readText(path) ?? '')?.[1];
  return target === undefined ? null : resolve(dirname(path), target);
}

/** What worktrees share: branches and configuration. */
export function commonGitFolder(gitFolder: string): string {
  const shared = readText(join(gitFolder, 'commondir'));
  return shared === null ? gitFolder : resolve(gitFolder, shared);
}

/** Where the files lie that are checked out; null for a repository without any. */
export function findWorkingFolder(path: string): string | null {
  const place = resolve(path);
  if (basename(place) === '.git') return dirname(place);
  return isFolder(place) && !isFile(join(place, 'HEAD')) ? place : null;
}

export function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return null;
  }
}

export function isFolder(path: string): boolean {
  return stat(path)?.isDirectory() ?? false;
}

function isFile(path: string): boolean {
  return stat(path)?.isFile() ?? false;
}

function stat(path: string): Stats | null {
  try {
    return statSync(path);
  } catch {
    return null;
  }
}

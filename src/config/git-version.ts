import { readFileSync, type Stats, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

export type GitVersion = { readonly version: string } | { readonly problem: string };

/** A symbolic reference may point to another one; git itself gives up after five. */
const MAX_REFERENCES = 5;
const HASH = /^(?:[\da-f]{40}|[\da-f]{64})$/;

/**
 * The whole hash of the commit that is checked out. Takes what people have at hand: the repository's folder, its
 * `.git` folder, or the `.git` file of a worktree or submodule. Reads git's files, because servers often have no git.
 */
export function readGitVersion(path: string): GitVersion {
  const gitFolder = findGitFolder(path);
  if (gitFolder === null) return { problem: `${path} is no git repository` };
  let content = read(join(gitFolder, 'HEAD')) ?? '';
  for (let count = 0; count < MAX_REFERENCES; count++) {
    if (HASH.test(content)) return { version: content };
    const reference = /^ref: (refs\/.+)$/.exec(content)?.[1];
    if (reference === undefined)
      return { problem: `${join(gitFolder, 'HEAD')} holds neither a commit nor a reference` };
    const target = readReference(gitFolder, reference);
    if (target === null) return { problem: missingReference(gitFolder, reference) };
    content = target;
  }
  return { problem: `the references of ${gitFolder} do not end at a commit` };
}

function findGitFolder(path: string): string | null {
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
  const target = /^gitdir: (.+)$/.exec(read(path) ?? '')?.[1];
  return target === undefined ? null : resolve(dirname(path), target);
}

/** A worktree has a HEAD of its own and shares its branches with the main folder. */
function readReference(gitFolder: string, reference: string): string | null {
  const shared = read(join(gitFolder, 'commondir'));
  const commonFolder = shared === null ? gitFolder : resolve(gitFolder, shared);
  return (
    read(join(gitFolder, reference)) ??
    read(join(commonFolder, reference)) ??
    readPackedReference(commonFolder, reference)
  );
}

function readPackedReference(folder: string, reference: string): string | null {
  const lines = (read(join(folder, 'packed-refs')) ?? '').split('\n');
  const line = lines.find((candidate) => candidate.trimEnd().endsWith(` ${reference}`));
  return line?.split(' ', 1)[0] ?? null;
}

function missingReference(gitFolder: string, reference: string): string {
  if (isFolder(join(gitFolder, 'reftable')))
    return `${gitFolder} keeps its references in reftable format, which is not read`;
  return `${gitFolder} has no commit on ${reference.replace('refs/heads/', '')} yet`;
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return null;
  }
}

function isFolder(path: string): boolean {
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

import { join } from 'node:path';
import { commonGitFolder, findGitFolder, isFolder, readText } from './git-folder.ts';

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
  let content = readText(join(gitFolder, 'HEAD')) ?? '';
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

/** A worktree has a HEAD of its own and shares its branches with the main folder. */
function readReference(gitFolder: string, reference: string): string | null {
  const commonFolder = commonGitFolder(gitFolder);
  return (
    readText(join(gitFolder, reference)) ??
    readText(join(commonFolder, reference)) ??
    readPackedReference(commonFolder, reference)
  );
}

function readPackedReference(folder: string, reference: string): string | null {
  const lines = (readText(join(folder, 'packed-refs')) ?? '').split('\n');
  const line = lines.find((candidate) => candidate.trimEnd().endsWith(` ${reference}`));
  return line?.split(' ', 1)[0] ?? null;
}

function missingReference(gitFolder: string, reference: string): string {
  if (isFolder(join(gitFolder, 'reftable')))
    return `${gitFolder} keeps its references in reftable format, which is not read`;
  return `${gitFolder} has no commit on ${reference.replace('refs/heads/', '')} yet`;
}

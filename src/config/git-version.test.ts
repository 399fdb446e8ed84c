import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readGitVersion } from './git-version.ts';

let folder = '';
let repository = '';
let commit = '';

function git(...command: string[]): string {
  const environment = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com'];
  return execFileSync('git', [...identity, ...command], {
    cwd: repository,
    env: environment,
    encoding: 'utf8',
    stdio: 'pipe',
  }).trim();
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nmd-git-'));
  repository = join(folder, 'repository');
  mkdirSync(repository);
  git('init', '--quiet', '--initial-branch', 'feature/main');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('readGitVersion', () => {
  it('says so when there is no commit yet', () => {
    expect(readGitVersion(repository)).toEqual({
      problem: `${join(repository, '.git')} has no commit on feature/main yet`,
    });
  });

  it('is the commit of the branch, from the repository or its .git folder', () => {
    git('commit', '--quiet', '--allow-empty', '--message', 'First');
    commit = git('rev-parse', 'HEAD');
    expect(commit).toMatch(/^[\da-f]{40}$/);
    expect(readGitVersion(repository)).toEqual({ version: commit });
    expect(readGitVersion(`${repository}/.git/`)).toEqual({ version: commit });
  });

  it('follows packed references, and the loose one when it is newer', () => {
    git('pack-refs', '--all');
    expect(readGitVersion(repository)).toEqual({ version: commit });
    git('commit', '--quiet', '--allow-empty', '--message', 'Second');
    const second = git('rev-parse', 'HEAD');
    expect(second).not.toBe(commit);
    expect(readGitVersion(repository)).toEqual({ version: second });
    commit = second;
  });

  it("reads a worktree's branch from the main folder, by the worktree or its .git file", () => {
    const worktree = join(folder, 'worktree');
    git('worktree', 'add', '--quiet', '-b', 'other', worktree);
    expect(readGitVersion(worktree)).toEqual({ version: commit });
    expect(readGitVersion(join(worktree, '.git'))).toEqual({ version: commit });
    git('pack-refs', '--all');
    expect(readGitVersion(worktree)).toEqual({ version: commit });
  });

  it('is the commit itself when HEAD is detached', () => {
    git('checkout', '--quiet', '--detach');
    expect(readGitVersion(repository)).toEqual({ version: commit });
  });

  it('says so when there is no repository, or one that cannot be read', () => {
    const none = join(folder, 'none');
    mkdirSync(none);
    for (const path of [none, join(none, 'missing'), 'nul\0byte']) {
      expect(readGitVersion(path)).toEqual({ problem: `${path} is no git repository` });
    }
    writeFileSync(join(none, 'HEAD'), 'garbage');
    expect(readGitVersion(none)).toEqual({ problem: expect.stringContaining('neither a commit nor a reference') });
  });

  it('ends when references point in a circle', () => {
    const circle = join(folder, 'circle');
    mkdirSync(join(circle, 'refs'), { recursive: true });
    writeFileSync(join(circle, 'HEAD'), 'ref: refs/a\n');
    writeFileSync(join(circle, 'refs', 'a'), 'ref: refs/a\n');
    expect(readGitVersion(circle)).toEqual({ problem: expect.stringContaining('do not end at a commit') });
  });
});

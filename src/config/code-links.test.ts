import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readCodeLinks } from './code-links.ts';

const folder = mkdtempSync(join(tmpdir(), 'nmd-links-'));
afterAll(() => rmSync(folder, { recursive: true }));

let count = 0;
function repository(config: string): string {
  count += 1;
  const root = join(folder, `repository-${count}`);
  mkdirSync(join(root, '.git'), { recursive: true });
  writeFileSync(join(root, '.git', 'HEAD'), 'ref: refs/heads/main\n');
  writeFileSync(join(root, '.git', 'config'), config);
  return root;
}

function templateOf(url: string): string | null {
  return readCodeLinks(repository(`[remote "origin"]\n\turl = ${url}\n`), '/').urlTemplate;
}

describe('readCodeLinks', () => {
  const github = 'https://github.com/acme/shop/blob/{commit}/{path}#L{line}';
  it.each([
    ['https://github.com/acme/shop.git', github],
    ['https://github.com/acme/shop', github],
    ['https://ada:s3cret@github.com/acme/shop.git/', github],
    ['git@github.com:acme/shop.git', github],
    ['ssh://git@github.com:22/acme/shop.git', github],
    ['git://github.com/acme/shop.git', github],
    [
      'http://gitlab.acme.test:8443/a/b/shop.git',
      'https://gitlab.acme.test:8443/a/b/shop/-/blob/{commit}/{path}#L{line}',
    ],
    ['git@bitbucket.org:acme/shop.git', 'https://bitbucket.org/acme/shop/src/{commit}/{path}#lines-{line}'],
    ['https://codeberg.org/acme/shop', 'https://codeberg.org/acme/shop/src/commit/{commit}/{path}#L{line}'],
  ])('%s', (url, template) => {
    expect(templateOf(url)).toBe(template);
  });

  it.each([
    '/srv/git/shop.git',
    '../shop',
    'file:///srv/github/acme/shop',
    'https://git.acme.test/acme/shop',
    'https://github.com',
    'C:\\github\\shop',
    'javascript:github/x',
  ])('knows no page for %s', (url) => {
    expect(templateOf(url)).toBeNull();
  });

  it('takes origin before others, and the only other one', () => {
    const other = '[remote "fork"]\n url = https://github.com/fork/shop\n';
    const origin = '[remote "origin"]\n pushurl = https://github.com/push/shop\n url = https://github.com/acme/shop\n';
    const branch = '[branch "main"]\n remote = origin\n url = https://github.com/wrong/shop\n';
    expect(readCodeLinks(repository(other + branch + origin), '/').urlTemplate).toBe(github);
    expect(readCodeLinks(repository(branch + other), '/').urlTemplate).toContain('/fork/shop/');
    expect(readCodeLinks(repository(branch), '/').urlTemplate).toBeNull();
  });

  it('names the folder that is checked out, by the repository, its .git folder or a worktree', () => {
    const root = repository('');
    expect(readCodeLinks(root, '/').rootFolder).toBe(root);
    expect(readCodeLinks('.git', root).rootFolder).toBe(root);
    const worktree = join(folder, 'worktree');
    const inner = join(root, '.git', 'worktrees', 'w');
    mkdirSync(worktree);
    mkdirSync(inner, { recursive: true });
    writeFileSync(join(worktree, '.git'), `gitdir: ${inner}\n`);
    writeFileSync(join(inner, 'HEAD'), 'ref: refs/heads/w\n');
    writeFileSync(join(inner, 'commondir'), '../..\n');
    writeFileSync(join(root, '.git', 'config'), '[remote "origin"]\n\turl = git@github.com:acme/shop.git\n');
    const links = { rootFolder: worktree, urlTemplate: github };
    expect(readCodeLinks(worktree, '/')).toEqual(links);
    expect(readCodeLinks(join(worktree, '.git'), '/')).toEqual(links);
  });

  it('is nothing where there is no repository', () => {
    expect(readCodeLinks(join(folder, 'nowhere'), '/')).toEqual({ rootFolder: null, urlTemplate: null });
  });
});

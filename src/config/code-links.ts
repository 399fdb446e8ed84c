import { join, resolve } from 'node:path';
import { commonGitFolder, findGitFolder, findWorkingFolder, readText } from './git-folder.ts';

/** How a line of code becomes a link to the host of its repository. */
export interface CodeLinks {
  /** Where the repository is checked out. */
  readonly rootFolder: string | null;
  /** With `{commit}`, `{path}` and `{line}` to be replaced. */
  readonly urlTemplate: string | null;
}

export const NO_CODE_LINKS: CodeLinks = { rootFolder: null, urlTemplate: null };

/** Code hosts by what their names contain, as companies run their own: `gitlab.example.com`. */
const CODE_HOSTS: readonly { readonly name: RegExp; readonly template: string }[] = [
  { name: /github/i, template: '/blob/{commit}/{path}#L{line}' },
  { name: /gitlab/i, template: '/-/blob/{commit}/{path}#L{line}' },
  { name: /bitbucket\.org$/i, template: '/src/{commit}/{path}#lines-{line}' },
  { name: /gitea|forgejo|codeberg/i, template: '/src/commit/{commit}/{path}#L{line}' },
];

/** Of the repository that the option `git` names; nothing here is a reason not to start. */
export function readCodeLinks(git: string, workingDirectory: string): CodeLinks {
  const path = resolve(workingDirectory, git);
  const gitFolder = findGitFolder(path);
  if (gitFolder === null) return NO_CODE_LINKS;
  const config = readText(join(commonGitFolder(gitFolder), 'config')) ?? '';
  const remote = remoteUrl(config);
  return { rootFolder: findWorkingFolder(path), urlTemplate: remote === null ? null : urlTemplate(remote) };
}

/** Of `origin`, else of the first remote. */
function remoteUrl(config: string): string | null {
  let remote: string | null = null;
  let first: string | null = null;
  for (const line of config.split('\n')) {
    const section = /^\s*\[\s*([^\]]*?)\s*\]/.exec(line)?.[1];
    if (section !== undefined) remote = /^remote\s+"(.+)"$/i.exec(section)?.[1] ?? null;
    const url = remote === null ? undefined : /^\s*url\s*=\s*"?([^"\s]+)"?\s*$/i.exec(line)?.[1];
    if (url === undefined) continue;
    if (remote === 'origin') return url;
    first ??= url;
  }
  return first;
}

/** Without users, passwords and tokens, which people leave in remotes. Null for hosts whose pages are not known. */
function urlTemplate(remote: string): string | null {
  const place = hostAndPath(remote);
  if (place === null) return null;
  const host = CODE_HOSTS.find(({ name }) => name.test(place.hostname));
  return host === undefined ? null : `https://${place.host}/${place.path}${host.template}`;
}

interface Place {
  readonly host: string;
  readonly hostname: string;
  readonly path: string;
}

function hostAndPath(remote: string): Place | null {
  // As `git@host:owner/name.git`, which is no URL.
  const short = /^(?:[^@/]+@)?([\w.-]+):(?!\/)(.+)$/.exec(remote);
  const url = parseUrl(short === null ? remote : `ssh://${short[1]}/${short[2]}`);
  const path = url?.pathname.replace(/^\/+|\/+$/g, '').replace(/\.git$/, '') ?? '';
  if (url === null || !/^(https?|ssh|git):$/.test(url.protocol) || !path.includes('/')) return null;
  // The port of SSH is not that of the pages.
  const host = url.protocol.startsWith('http') ? url.host : url.hostname;
  return { host, hostname: url.hostname, path };
}

function parseUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}

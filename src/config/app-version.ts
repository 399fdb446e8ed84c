import { resolve } from 'node:path';
import { readGitVersion } from './git-version.ts';
import type { OptionProblems } from './option-problems.ts';
import type { OptionOrigin } from './options.ts';

interface Chosen {
  readonly value: unknown;
  readonly origin: OptionOrigin;
  readonly place: string;
}

interface AppVersion {
  readonly version: string;
  readonly origin: OptionOrigin;
}

export interface AppVersionParts {
  readonly git: Chosen;
  readonly version: Chosen;
  readonly workingDirectory: string;
  readonly problems: OptionProblems;
  readonly notices: string[];
}

/**
 * `git` before `version`, whichever source they come from. A repository that cannot be read is a problem, unless
 * `version` is given as well: then the app is probably deployed without its repository.
 */
export function appVersion({ git, version, workingDirectory, problems, notices }: AppVersionParts): AppVersion {
  const fallback = { version: String(version.value), origin: version.origin };
  if (typeof git.value !== 'string') return fallback;
  const result = readGitVersion(resolve(workingDirectory, git.value));
  if ('version' in result) return { version: result.version, origin: git.origin };
  if (version.origin === 'default') problems.add(git.place, `${result.problem}; give "version" instead`);
  else notices.push(`${git.place}: ${result.problem}; the version is "${fallback.version}"`);
  return fallback;
}

// Finds a program that tests drive. It comes from the system, never from a download of a test tool.
import { accessSync, constants } from 'node:fs';
import { exitCode } from './run.mjs';

/**
 * @param {{ name: string, places: readonly (string | undefined)[], packages: readonly string[], install: boolean }} wanted
 * `packages`: of Debian, which have it; installed where that is allowed and nothing was found.
 * @returns {Promise<string | null>} its path
 */
export async function findProgram({ name, places, packages, install }) {
  const found = firstExecutable(places);
  if (found !== null || !install || process.getuid?.() !== 0) return found;
  console.log(`installing ${name} with apt-get`);
  await exitCode('apt-get', ['update', '-q']);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await exitCode('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], { env });
  return firstExecutable(places);
}

function firstExecutable(places) {
  return places.find((place) => place && isExecutable(place)) ?? null;
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

// Finds the Chromium that the browser tests drive. It comes from the system, never from a download of a test tool.
import { accessSync, constants } from 'node:fs';
import { exitCode } from './run.mjs';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** @returns {Promise<string | null>} */
export async function findChromium({ install }) {
  const found = firstExecutable();
  if (found !== null || !install || process.getuid?.() !== 0) return found;
  console.log('installing Chromium with apt-get');
  await exitCode('apt-get', ['update', '-q']);
  await exitCode('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium', 'fonts-dejavu-core']);
  return firstExecutable();
}

function firstExecutable() {
  for (const place of [process.env.CHROMIUM_PATH, ...PLACES]) {
    if (place && isExecutable(place)) return place;
  }
  return null;
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

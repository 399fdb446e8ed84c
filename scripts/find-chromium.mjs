import { findProgram } from './system-program.mjs';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The Chromium of the browser tests: null where there is none. */
export function findChromium({ install }) {
  const places = [process.env.CHROMIUM_PATH, ...PLACES];
  return findProgram({ name: 'Chromium', places, packages: ['chromium', 'fonts-dejavu-core'], install });
}

import { findProgram } from './system-program.mjs';

const PLACES = ['/usr/bin/prometheus', '/usr/local/bin/prometheus', '/opt/homebrew/bin/prometheus'];

/** The Prometheus that scrapes the dashboard in a test: null where there is none. */
export function findPrometheus({ install }) {
  const places = [process.env.PROMETHEUS_PATH, ...PLACES];
  return findProgram({ name: 'Prometheus', places, packages: ['prometheus'], install });
}

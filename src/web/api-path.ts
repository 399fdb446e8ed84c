/** Answered by the API though not below it: where consumers of Flask-MonitoringDashboard's export look for it. */
const BESIDE_API = /^\/get_json_(data|monitor_rules|details)(\/|$)/;

/** Where scrapers look, and pages are not. */
const SCRAPED = '/metrics';

/** Path of the API that a path below the link means; null of a page or a file. */
export function apiPathOf(path: string): string | null {
  if (path === '/api' || path.startsWith('/api/')) return path.slice('/api'.length) || '/';
  if (path === SCRAPED) return '/prometheus';
  return BESIDE_API.test(path) ? path : null;
}

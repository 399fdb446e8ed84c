import type { ApiRequest } from '../api-request.ts';
import { ApiProblem } from '../problem.ts';

/**
 * Whether the call comes from the dashboard's own pages, or from no browser at all. Browsers name the origin of every
 * POST, and current ones on HTTPS or localhost also how it relates to the target, which no proxy can distort.
 */
export function isSameOrigin({ headers }: ApiRequest): boolean {
  const relation = headers['sec-fetch-site'];
  if (relation !== undefined) return relation === 'same-origin' || relation === 'none';
  if (headers.origin === undefined) return true;
  const host = hostOf(headers.origin);
  return host !== null && (host === firstHost(headers.host) || host === firstHost(headers['x-forwarded-host']));
}

/** @throws ApiProblem 403. */
export function requireSameOrigin(request: ApiRequest): void {
  if (isSameOrigin(request)) return;
  const detail =
    'This call did not come from the dashboard’s own pages. Behind a proxy, let it pass on Host, or the original one as X-Forwarded-Host.';
  throw new ApiProblem(403, 'cross-origin', detail);
}

/** A proxy that rewrites `Host` says the original here; several proxies each add theirs, the outermost first. */
function firstHost(header: string | undefined): string | null {
  const value = header?.split(',', 1)[0]?.trim().toLowerCase();
  return value === undefined || value === '' ? null : value;
}

/** With its port unless that is the scheme's own, as in `Host`; null for the opaque origin `null`. */
function hostOf(origin: string): string | null {
  try {
    return new URL(origin).host || null;
  } catch {
    return null;
  }
}

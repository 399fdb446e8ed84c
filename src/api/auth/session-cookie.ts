import type { ApiRequest } from '../api-request.ts';
import { isSecretToken } from './secret-token.ts';

/** More cookies of one name than this are not a browser's. */
const MAX_COOKIES = 5;

/** `nmd_session_dashboard`: two dashboards on one host keep their sessions apart. */
export function sessionCookieName(link: string): string {
  return `nmd_session_${link.replaceAll(/[^A-Za-z0-9]+/g, '_')}`;
}

/**
 * Has no `Path` on purpose. The browser then takes the directory of the URL it asked for, as *it* sees it
 * (`/tools/dashboard/api`), while behind a proxy that strips a prefix this side knows only `/dashboard/api` and a
 * cookie for that path would never come back. Every route that sets it lies in that directory itself, and every call is
 * below it.
 */
export function sessionCookie(
  link: string,
  token: string,
  { secure, maxAgeSeconds }: { readonly secure: boolean; readonly maxAgeSeconds: number },
): string {
  const attributes = ['HttpOnly', 'SameSite=Lax', `Max-Age=${maxAgeSeconds}`, ...(secure ? ['Secure'] : [])];
  return [`${sessionCookieName(link)}=${token}`, ...attributes].join('; ');
}

export function expiredSessionCookie(link: string, secure: boolean): string {
  return sessionCookie(link, '', { secure, maxAgeSeconds: 0 });
}

/** All of them: a browser sends one per path it knows the name from, and any may be the valid one. */
export function sessionTokens(request: ApiRequest, link: string): readonly string[] {
  const name = sessionCookieName(link);
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('=', 2));
  const tokens = pairs.filter(([key]) => key === name).map(([, value = '']) => value);
  return [...new Set(tokens.filter(isSecretToken))].slice(0, MAX_COOKIES);
}

import { expect, test } from 'vitest';
import type { ApiRequest } from '../api-request.ts';
import { createSecretToken } from './secret-token.ts';
import { expiredSessionCookie, sessionCookie, sessionTokens } from './session-cookie.ts';

const token = createSecretToken();

function tokensOf(cookie: string): readonly string[] {
  const request: ApiRequest = {
    method: 'GET',
    path: '/me',
    query: '',
    headers: { cookie },
    body: null,
    remoteAddress: null,
    secure: false,
    authorizedRole: null,
  };
  return sessionTokens(request, 'dashboard');
}

test('a cookie is out of reach of scripts and other sites, and has no Path', () => {
  expect(sessionCookie('tools/dashboard', 'T', { secure: false, maxAgeSeconds: 60 })).toBe(
    'nmd_session_tools_dashboard=T; HttpOnly; SameSite=Lax; Max-Age=60',
  );
  expect(sessionCookie('dashboard', 'T', { secure: true, maxAgeSeconds: 60 })).toContain('; Secure');
  expect(expiredSessionCookie('dashboard', false)).toBe('nmd_session_dashboard=; HttpOnly; SameSite=Lax; Max-Age=0');
});

test('every cookie of the name is tried, others and what cannot be a token are not', () => {
  const other = createSecretToken();
  expect(
    tokensOf(`a=b; nmd_session_dashboard=${token}; nmd_session_dashboard=${other}; nmd_session_x=${other}`),
  ).toEqual([token, other]);
  expect(tokensOf(`nmd_session_dashboard=short; nmd_session_dashboard="'; --`)).toEqual([]);
  expect(
    tokensOf(Array.from({ length: 50 }, () => `nmd_session_dashboard=${createSecretToken()}`).join('; ')),
  ).toHaveLength(5);
});

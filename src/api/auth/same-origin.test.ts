import { expect, test } from 'vitest';
import type { ApiRequest } from '../api-request.ts';
import { isSameOrigin } from './same-origin.ts';

const isSame = (headers: ApiRequest['headers']): boolean =>
  isSameOrigin({
    method: 'POST',
    path: '/login',
    query: '',
    headers,
    body: null,
    remoteAddress: null,
    secure: false,
    authorizedRole: null,
  });

test.each<[string, ApiRequest['headers']]>([
  ['no browser', {}],
  ['own page', { 'sec-fetch-site': 'same-origin', origin: 'https://x.test', host: 'internal:3000' }],
  ['address bar', { 'sec-fetch-site': 'none' }],
  ['older browser', { origin: 'http://x.test:3000', host: 'x.test:3000' }],
  ['default port', { origin: 'https://x.test:443', host: 'X.test' }],
  ['proxy that rewrites Host', { origin: 'https://x.test', host: 'internal', 'x-forwarded-host': 'x.test, middle' }],
])('lets %s pass', (_, headers) => {
  expect(isSame(headers)).toBe(true);
});

test.each<[string, ApiRequest['headers']]>([
  ['another site', { 'sec-fetch-site': 'cross-site' }],
  ['another subdomain', { 'sec-fetch-site': 'same-site' }],
  ['another site whose Origin lies about nothing', { origin: 'https://evil.test', host: 'x.test' }],
  ['another port', { origin: 'http://x.test:4000', host: 'x.test:3000' }],
  ['a sandboxed frame', { origin: 'null', host: 'x.test' }],
  ['an origin without any host to compare', { origin: 'https://x.test' }],
])('stops %s', (_, headers) => {
  expect(isSame(headers)).toBe(false);
});

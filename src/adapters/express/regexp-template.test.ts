import { expect, test } from 'vitest';
import { mountAlternatives } from './regexp-template.ts';

/** Expressions as path-to-regexp 0.1.7, 0.1.10 and 0.1.13 make them; these came with Express 4.16 to 4.22. */
test.each([
  ['/users', /^\/users\/?(?=\/|$)/i, []],
  ['/a.b-c', /^\/a\.b-c\/?(?=\/|$)/i, []],
  ['/users/:id', /^\/users\/(?:([^/]+?))\/?(?=\/|$)/i, ['id']],
  ['/users/:id', /^\/users(?:\/([^/]+?))\/?(?=\/|$)/i, ['id']],
  ['/v:version/x', /^\/v(?:((?:(?!\/|\/v).)+?))\/x\/?(?=\/|$)/i, ['version']],
  ['/:from-:to', /^(?:\/([^/]+?))-(?:((?:(?!\/|-).)+?))\/?(?=\/|$)/i, ['from', 'to']],
  ['/:name.:format', /^(?:\/([^/]+?))(?:\.([^/.]+?))\/?(?=\/|$)/i, ['name', 'format']],
  ['/:id(\\d+)', /^(?:\/(\d+))\/?(?=\/|$)/i, ['id']],
  ['/x/:optional?', /^\/x(?:\/([^/]+?))?\/?(?=\/|$)/i, ['optional']],
  ['/:path*', /^(?:\/([^/]+?)((?:[/].+?)?))\/?(?=\/|$)/i, ['path', 0]],
  ['/files/*', /^\/files\/(.*)\/?(?=\/|$)/i, [0]],
  ['*', /^(.*)\/?(?=\/|$)/i, [0]],
  ['/ab?cd', /^\/ab?cd\/?(?=\/|$)/i, []],
  ['/a(bc)?d', /^\/a(bc)?d\/?(?=\/|$)/i, [0]],
  ['/(?:a|b)/:c', /^\/(?:a|b)(?:\/([^/]+?))\/?(?=\/|$)/i, ['c']],
  ['/^\\/r(\\d+)[/|)]/', /^\/r(\d+)[/|)]/, [0]],
])('the mount path %s is found in %s', (template, regexp, names) => {
  const alternatives = mountAlternatives(
    regexp,
    names.map((name) => ({ name })),
  );
  expect(alternatives.map((alternative) => alternative.template)).toEqual([template]);
});

test.each([
  ['0.1.7', /(?:^\/a\/?(?=\/|$)|^\/b\/(?:([^/]+?))\/?(?=\/|$)|^\/c(\d+))/i],
  ['0.1.13', /^\/a\/?(?=\/|$)|^\/b(?:\/([^/]+?))\/?(?=\/|$)|^\/c(\d+)/i],
])('a list of mount paths is taken apart, version %s', (_version, regexp) => {
  const alternatives = mountAlternatives(regexp, [{ name: 'id' }, { name: 0 }]);
  expect(alternatives.map(({ template }) => template)).toEqual(['/a', '/b/:id', '/^\\/c(\\d+)/i']);
  expect(alternatives.map((alternative) => alternative.regexp.test('/b/1/x'))).toEqual([false, true, false]);
});

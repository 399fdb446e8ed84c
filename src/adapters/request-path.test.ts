import { expect, test } from 'vitest';
import { requestPath } from './request-path.ts';

test.each([
  ['/', '/'],
  ['/users/1', '/users/1'],
  ['/users?a=/b?c', '/users'],
  ['/?', '/'],
  ['//double', '//double'],
  ['http://example.org/users/1?x', '/users/1'],
  ['http://example.org', '/'],
  ['http://example.org?x', '/'],
  ['*', '*'],
  ['/login?next=http://example.org/', '/login'],
])('the path of %s is %s', (target, path) => {
  expect(requestPath(target)).toBe(path);
});

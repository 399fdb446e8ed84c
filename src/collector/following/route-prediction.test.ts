import { expect, it } from 'vitest';
import { UNMATCHED } from '../../model/endpoint.ts';
import { RoutePrediction } from './route-prediction.ts';

function get(route: string) {
  return { method: 'GET', route };
}

const users = get('/users/:id');
const own = get('/users/me');
const files = get('/files/*rest');
const root = get('/');

function prediction(): RoutePrediction {
  const made = new RoutePrediction();
  made.add([users, own, files, root, { method: 'POST', route: '/users/:id' }]);
  return made;
}

it.each([
  ['/users/7', users],
  ['/users/me', own],
  ['/Users/ME/', own],
  ['/files/a/b/c.txt', files],
  ['/', root],
  ['/users', null],
  ['/users/7/orders', null],
  ['/nope', null],
])('expects %s to be of its template', (path, endpoint) => {
  expect(prediction().of('GET', path)).toBe(endpoint);
});

it('knows nothing of other methods', () => {
  expect(prediction().of('DELETE', '/users/7')).toBeNull();
});

it('goes back to a parameter when written text leads nowhere', () => {
  const made = new RoutePrediction();
  const nested = get('/:team/members');
  made.add([get('/red/stairs'), nested]);
  expect(made.of('GET', '/red/members')).toBe(nested);
});

it('learns templates nobody listed, and paths no template tells', () => {
  const made = prediction();
  const late = get('/late/:id');
  made.learn('GET', '/late/1', late);
  expect(made.of('GET', '/late/2')).toBe(late);
  const pattern = get('^\\/v\\d+$');
  made.learn('GET', '/v1', pattern);
  expect(made.of('GET', '/v1')).toBe(pattern);
  expect(made.of('GET', '/v2')).toBeNull();
  made.learn('GET', '/users/nobody', UNMATCHED);
  expect(made.of('GET', '/users/nobody')).toBe(UNMATCHED);
  expect(made.of('GET', '/users/8')).toBe(users);
});

it('forgets the oldest of very many learned paths', () => {
  const made = new RoutePrediction();
  for (let index = 0; index < 5000; index += 1) made.learn('GET', `/nope/${index}`, UNMATCHED);
  expect(made.of('GET', '/nope/0')).toBeNull();
  expect(made.of('GET', '/nope/4999')).toBe(UNMATCHED);
});

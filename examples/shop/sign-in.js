// Who is calling: a token that `POST /login` gave out, in the Authorization header.
import { randomUUID } from 'node:crypto';
import { ShopError } from './behaviour.js';
import { USERS } from './users.js';

/** @typedef {import('express').RequestHandler} RequestHandler */

/** @type {Map<string, import('./users.js').User>} */
const signedIn = new Map();

/** Null when there is no such user. @param {string} name */
export function signIn(name) {
  const user = USERS.find((each) => each.name === name);
  if (user === undefined) return null;
  const token = randomUUID();
  signedIn.set(token, user);
  return token;
}

/** @type {RequestHandler} */
export function recognise(request, _response, next) {
  const [, token = ''] = (request.get('authorization') ?? '').split(' ');
  request.user = signedIn.get(token) ?? null;
  next();
}

/** @type {RequestHandler} */
export function requireUser(request, _response, next) {
  next(request.user === null ? new ShopError(401) : undefined);
}

/** @type {RequestHandler} */
export function requireAdmin(request, _response, next) {
  next(request.user?.role === 'admin' ? undefined : new ShopError(403));
}

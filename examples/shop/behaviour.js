// Makes the running shop behave as the table of endpoints says.
import { setTimeout as pause } from 'node:timers/promises';
import { endpointNamed } from './endpoints.js';
import { durationOf, statusOf } from './outcome.js';
import { CURRENT_RELEASE } from './versions.js';

/** @typedef {import('express').RequestHandler} RequestHandler */

const DOWNSTREAM_TIMEOUT_MILLIS = 1000;
const random = Math.random;

export class ShopError extends Error {
  /** @param {number} status */
  constructor(status) {
    super(`the shop answers ${status}`);
    this.status = status;
  }
}

/** Takes its time, as if it asked a database. @param {import('./durations.js').Duration} duration */
export function wait(duration) {
  return pause(Math.max(0, duration(random) - 1));
}

/** Keeps the processor busy, and with it everybody else's requests. @param {import('./durations.js').Duration} duration */
export function compute(duration) {
  const end = performance.now() + duration(random);
  let rows = 0;
  while (performance.now() < end) rows += Math.sqrt(rows + 1);
  return rows;
}

/** Lets as many requests fail as the table says. @param {string} name @returns {RequestHandler} */
export function mayFail(name) {
  const endpoint = endpointNamed(name);
  return async (_request, _response, next) => {
    const status = statusOf(endpoint, CURRENT_RELEASE, { random, time: Date.now() });
    if (status === endpoint.status) return next();
    if (status === 504) await pause(DOWNSTREAM_TIMEOUT_MILLIS);
    else await takeTime(endpoint);
    throw new ShopError(status);
  };
}

/** Fails as often and takes as long as the table says. @param {string} name @returns {RequestHandler[]} */
export function busy(name) {
  const endpoint = endpointNamed(name);
  return [
    mayFail(name),
    async (_request, _response, next) => {
      await takeTime(endpoint);
      next();
    },
  ];
}

/** @param {import('./endpoints.js').ShopEndpoint} endpoint */
function takeTime(endpoint) {
  return wait(() => durationOf(endpoint, CURRENT_RELEASE, random));
}

/** @type {import('express').ErrorRequestHandler} */
export function answerError(error, _request, response, next) {
  if (response.headersSent) return next(error);
  response.status(error.status ?? 500).json({ error: error.message });
}

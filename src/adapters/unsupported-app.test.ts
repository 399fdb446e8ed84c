import { createServer } from 'node:http';
import express from 'express';
import { expect, test } from 'vitest';
import { isExpressApp } from './express/express-app.ts';
import { unsupportedApp } from './unsupported-app.ts';

class Hapi {}

test.each([
  ['a promise', Promise.resolve(), 'await the app first'],
  ['a router', express.Router(), 'bind the app that uses it'],
  ['express itself', express, 'bind(express())'],
  ['a server', createServer(), 'bind the app before you pass it to the server'],
  ['a function', function handler() {}, 'the function handler'],
  ['an object', new Hapi(), 'an object of class Hapi'],
  ['an object without a class', Object.create(null), 'an object'],
  ['nothing', undefined, 'given undefined'],
  ['null', null, 'given null'],
  ['a number', 3000, 'the number 3000'],
])('%s is no app, and the error says so', (_what, given, hint) => {
  expect(isExpressApp(given)).toBe(false);
  const error = unsupportedApp('an Express 4 or 5 app', given);
  expect(error.code).toBe('NMD_UNSUPPORTED_APP');
  expect(error.message).toMatch(/^bind\(\) takes an Express 4 or 5 app\. It was given /);
  expect(error.message).toContain(hint);
});

import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Router } from 'express';
import { mayFail, wait } from '../behaviour.js';
import { PRODUCTS } from '../catalogue.js';
import { endpointNamed } from '../endpoints.js';

/** Sends the parts one after the other over the time that the table gives the endpoint. */
async function stream(response, name, parts) {
  const { takes } = endpointNamed(name);
  const total = takes(Math.random);
  const slowly = async function* () {
    for (const part of parts) {
      await wait(() => total / parts.length);
      yield part;
    }
  };
  // Rejects when the client leaves in the middle, which is no error of the shop.
  await pipeline(Readable.from(slowly()), response).catch(() => {});
}

export const images = Router();
images.get('/:name', mayFail('GET /images/:name'), async (request, response) => {
  response.type('svg');
  await stream(response, 'GET /images/:name', [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 120"><rect width="160" height="120" fill="#dde5ec"/>',
    `<text x="80" y="64" text-anchor="middle" font-family="sans-serif">${request.params.name.replace(/\W/g, ' ')}</text></svg>`,
  ]);
});

export const downloads = Router();
downloads.get('/catalogue.csv', mayFail('GET /catalogue.csv'), async (_request, response) => {
  response.type('csv');
  const lines = PRODUCTS.map(({ id, name, category, cents }) => `${id},${name},${category},${cents}\n`);
  await stream(response, 'GET /catalogue.csv', ['id,name,category,cents\n', ...lines]);
});

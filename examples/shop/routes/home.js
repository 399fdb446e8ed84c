import { Router } from 'express';
import { busy } from '../behaviour.js';
import { PRODUCTS } from '../catalogue.js';

export const home = Router();

home.get('/', busy('GET /'), (_request, response) => {
  const list = PRODUCTS.slice(0, 8).map(({ id, name }) => `<li><a href="/products/${id}">${name}</a></li>`);
  response.send(`<!doctype html><title>Tea and coffee</title><h1>Tea and coffee</h1>
<p>A shop made up for its <a href="/dashboard/">monitoring dashboard</a>.</p><ul>${list.join('')}</ul>`);
});

home.get('/health', (_request, response) => {
  response.send('ok');
});

home.post('/webhooks/:provider', busy('POST /webhooks/:provider'), (_request, response) => {
  response.sendStatus(202);
});

import { Router } from 'express';
import { busy, mayFail, ShopError, wait } from '../behaviour.js';
import { findProduct, PRODUCTS, searchProducts } from '../catalogue.js';
import { PRODUCT_PAGE, SEARCH } from '../endpoints.js';
import { requireUser } from '../sign-in.js';

const reviews = Router({ mergeParams: true });
reviews.get('/', busy('GET /products/:id/reviews'), (request, response) => {
  response.json({ product: request.params.id, reviews: ['Good.', 'Arrived in time.'] });
});
reviews.post('/', requireUser, busy('POST /products/:id/reviews'), (_request, response) => {
  response.status(201).json({ thanks: true });
});

export const products = Router();
products.get('/', busy('GET /products'), (_request, response) => {
  response.json({ products: PRODUCTS });
});
products.get('/:id', mayFail('GET /products/:id'), async (request, response) => {
  const product = findProduct(request.params.id);
  if (product === undefined) throw new ShopError(404);
  const isCached = Math.random() < PRODUCT_PAGE.hits;
  await wait(isCached ? PRODUCT_PAGE.hit : PRODUCT_PAGE.miss);
  response.json(product);
});
products.use('/:id/reviews', reviews);

export const search = Router();
search.get('/', mayFail('GET /search'), async (request, response) => {
  const found = searchProducts(String(request.query.q ?? ''));
  const [least, most] = SEARCH.rows;
  const rows = least + Math.floor(Math.random() * (most - least));
  const results = [];
  // The slow part: one query for each row instead of one for all.
  for (let row = 0; row < rows; row += 1) {
    await wait(SEARCH.row);
    results.push(found[row % Math.max(1, found.length)]);
  }
  response.json({ results });
});

export const category = Router({ mergeParams: true });
category.get('/products', busy('GET /categories/:category/products'), (request, response) => {
  response.json({ products: PRODUCTS.filter((product) => product.category === request.params.category) });
});

export const recommendations = Router();
recommendations.get('/', busy('GET /recommendations'), (_request, response) => {
  response.json({ products: PRODUCTS.slice(0, 4) });
});

import { Router } from 'express';
import { busy } from '../behaviour.js';
import { requireUser } from '../sign-in.js';

export const cart = Router();
cart.use(requireUser);
cart.get('/', busy('GET /cart'), (request, response) => {
  response.json({ of: request.user.name, items: [] });
});
cart.post('/items', busy('POST /cart/items'), (_request, response) => {
  response.status(201).json({ items: 1 });
});
cart.delete('/items/:item', busy('DELETE /cart/items/:item'), (_request, response) => {
  response.sendStatus(204);
});

export const checkout = Router();
checkout.post('/', requireUser, busy('POST /checkout'), (_request, response) => {
  response.status(201).json({ order: 1000 });
});

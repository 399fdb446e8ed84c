import { Router } from 'express';
import { busy, ShopError } from '../behaviour.js';
import { requireUser, signIn } from '../sign-in.js';

export const login = Router();
login.post('/', busy('POST /login'), (request, response) => {
  const token = signIn(String(request.body?.name));
  if (token === null) throw new ShopError(401);
  response.json({ token });
});

export const users = Router();
users.post('/', busy('POST /users'), (_request, response) => {
  response.status(201).json({ welcome: true });
});

/** Mounted below `/users/:user`. */
const account = Router({ mergeParams: true });
account.use(requireUser);
account
  .route('/profile')
  .get(busy('GET /users/:user/profile'), (request, response) => {
    response.json({ name: request.params.user });
  })
  .put(busy('PUT /users/:user/profile'), (request, response) => {
    response.json({ name: request.params.user });
  });
account.get('/orders', busy('GET /users/:user/orders'), (_request, response) => {
  response.json({ orders: [] });
});
account.get('/orders/:order', busy('GET /users/:user/orders/:order'), (request, response) => {
  response.json({ order: request.params.order });
});
users.use('/:user', account);

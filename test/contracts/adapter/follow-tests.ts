import { expect } from 'vitest';
import type { RequestInFlight } from '../../../src/adapters/framework-adapter.ts';
import type { AdapterContext, ContractTest } from '../adapter-contract.ts';
import { send } from './http-client.ts';
import { CONTEXT } from './sample-app.ts';

export function followTests(contractTest: ContractTest): void {
  contractTest('lets the app handle a followed request inside the observation', async (app) => {
    app.observer.follow = (_request, handle) => CONTEXT.run('inside', handle);
    expect((await send(app.port, '/context')).body).toBe('inside');
    app.observer.follow = null;
    expect((await send(app.port, '/context')).body).toBe('none');
    expect(await app.observer.settled(2)).toMatchObject([{ name: 'GET /context' }, { name: 'GET /context' }]);
  });

  contractTest('tells method and path at the start', async (app) => {
    await send(app.port, '/users/3?x=1', { method: 'DELETE' });
    expect(await app.observer.settled(1)).toMatchObject([{ startMethod: 'DELETE', path: '/users/3' }]);
  });

  contractTest('tells the endpoint of a request under way once a route has it', async (app) => {
    const followed = followNext(app);
    const pending = send(app.port, '/slow');
    const { request, endpointAtStart } = await followed;
    expect(endpointAtStart).toBeNull();
    expect(request.endpoint()).toMatchObject({ method: 'GET', route: '/slow' });
    await pending;
    const [outcome] = await app.observer.settled(1);
    expect(outcome?.endpoint).toBe(request.endpoint());
  });

  contractTest('tells the endpoint of a request that is in a nested router', async (app) => {
    const seen: unknown[] = [];
    app.observer.follow = (request, handle) => {
      handle();
      seen.push(request.endpoint());
    };
    await send(app.port, '/api/v1/things/3');
    await send(app.port, '/teams/red/members/9');
    expect(seen).toMatchObject([{ route: '/api/v1/things/:thing' }, { route: '/teams/:team/members/:member' }]);
  });

  contractTest('knows no endpoint of a request that no route takes', async (app) => {
    const followed = followNext(app);
    await send(app.port, '/nope');
    expect((await followed).request.endpoint()).toBeNull();
  });

  contractTest('tells the values of a request under way', async (app) => {
    const followed = followNext(app);
    await send(app.port, '/users/17?verbose=1&a=%20b', { headers: { 'x-question': 'why' } });
    const { request, parametersAtStart } = await followed;
    const values = request.values();
    expect(parametersAtStart).toEqual({});
    expect(values).toMatchObject({ url: '/users/17?verbose=1&a=%20b', parameters: { id: '17' }, body: undefined });
    expect(values.headers).toMatchObject({ 'x-question': 'why' });
  });

  contractTest('answers as ever when following throws before the app has handled the request', async (app) => {
    app.observer.follow = () => {
      throw new Error('following failed');
    };
    expect((await send(app.port, '/users/4')).body).toBe('{"id":"4"}');
    expect(await app.observer.settled(1)).toMatchObject([{ name: 'GET /users/:id', statusCode: 200 }]);
  });

  contractTest('answers as ever when following throws afterwards', async (app) => {
    app.observer.follow = (_request, handle) => {
      handle();
      throw new Error('following failed');
    };
    expect((await send(app.port, '/users/4')).body).toBe('{"id":"4"}');
    expect(await app.observer.settled(1)).toMatchObject([{ name: 'GET /users/:id', statusCode: 200 }]);
  });

  contractTest('lets the app handle a request once, however often it is told to', async (app) => {
    app.observer.follow = (_request, handle) => {
      handle();
      handle();
    };
    expect((await send(app.port, '/users/4')).body).toBe('{"id":"4"}');
    expect(await app.observer.settled(1)).toMatchObject([{ name: 'GET /users/:id', statusCode: 200 }]);
  });
}

interface Followed {
  readonly request: RequestInFlight;
  readonly endpointAtStart: unknown;
  readonly parametersAtStart: unknown;
}

/** The next request, as it was before the app handled it; resolves when the app has begun to. */
function followNext(app: AdapterContext): Promise<Followed> {
  return new Promise((resolve) => {
    app.observer.follow = (request, handle) => {
      const endpointAtStart = request.endpoint();
      const parametersAtStart = request.values().parameters;
      handle();
      resolve({ request, endpointAtStart, parametersAtStart });
    };
  });
}

import type { User } from '../../model/user.ts';
import type { ApiContext } from '../api-context.ts';
import { isConfiguredUser } from '../auth/configured-user.ts';
import type { Principal } from '../auth/principal.ts';
import { ref } from '../openapi/schemas.ts';
import { ApiProblem, configuredUser, lastAdmin, userNotFound } from '../problem.ts';
import { noBody } from '../query/json-body.ts';
import { readPathId } from '../query/path-id.ts';
import { userBody, userChangeBody } from '../query/user-bodies.ts';
import { defineRoute, type Route } from '../route.ts';
import type { ApiUserRecord, UserBody, UserChangeBody, UsersAnswer } from '../user-contract.ts';

export const listUsers: Route = defineRoute<object, null, UsersAnswer>({
  method: 'GET',
  path: '/users',
  role: 'admin',
  summary: 'Who may sign in, and as what',
  needsStorage: true,
  query: {},
  body: noBody,
  answer: { status: 200, description: 'The users, by name.', schema: ref('Users') },
  problems: [],
  async handle({ context, principal }) {
    const users = await context.storage.users.list();
    return { body: { users: users.map((user) => describeUser(context, user, principal)) } };
  },
});

export const createUser: Route = defineRoute<object, Required<UserBody>, ApiUserRecord>({
  method: 'POST',
  path: '/users',
  role: 'admin',
  scope: null,
  summary: 'Create a user who signs in with a password',
  needsStorage: true,
  query: {},
  body: userBody,
  answer: { status: 201, description: 'The user.', schema: ref('User') },
  problems: [409, 415],
  async handle({ context, principal, signIn, body: { username, password, role } }) {
    const passwordHash = await signIn.hashPassword(password);
    const user = await context.storage.users.create({ username, role, passwordHash });
    if (user === 'last-admin') throw lastAdmin();
    if (user === 'taken') throw new ApiProblem(409, 'user-exists', 'There is a user of this name already.');
    return { body: describeUser(context, user, principal) };
  },
});

export const changeUser: Route = defineRoute<object, UserChangeBody, ApiUserRecord>({
  method: 'PATCH',
  path: '/users/:id',
  role: 'admin',
  scope: null,
  summary: 'Change role, password or both of another user, which ends their sessions',
  needsStorage: true,
  query: {},
  body: userChangeBody,
  answer: { status: 200, description: 'The user as it is now.', schema: ref('User') },
  problems: [404, 409, 415],
  async handle({ context, path, principal, signIn, sessions, body: { role, password } }) {
    const { id } = await findOther(context, path, principal);
    const passwordHash = password === undefined ? undefined : await signIn.hashPassword(password);
    const user = await context.storage.users.change(id, {
      ...(role === undefined ? {} : { role }),
      ...(passwordHash === undefined ? {} : { passwordHash }),
    });
    if (user === 'not-found') throw userNotFound(id);
    if (user === 'last-admin') throw lastAdmin();
    sessions.forgetUser(id);
    return { body: describeUser(context, user, principal) };
  },
});

export const removeUser: Route = defineRoute<object, null, null>({
  method: 'DELETE',
  path: '/users/:id',
  role: 'admin',
  scope: null,
  summary: 'Remove another user, which ends their sessions',
  needsStorage: true,
  query: {},
  body: noBody,
  answer: { status: 204, description: 'The user is gone.', schema: null },
  problems: [404, 409],
  async handle({ context, path, principal, sessions }) {
    const { id } = await findOther(context, path, principal);
    const removed = await context.storage.users.remove(id);
    if (removed === 'not-found') throw userNotFound(id);
    if (removed === 'last-admin') throw lastAdmin();
    sessions.forgetUser(id);
    return { body: null };
  },
});

/**
 * Nobody takes their own rights away, and what the options say is changed there.
 * @throws ApiProblem 400, 404 or 409.
 */
async function findOther(
  context: ApiContext,
  path: Readonly<Record<string, string>>,
  principal: Principal | null,
): Promise<User> {
  const id = readPathId(path, 'id');
  const user = (await context.storage.users.list()).find((each) => each.id === id);
  if (user === undefined) throw userNotFound(id);
  if (isConfiguredUser(context.settings, user.username)) throw configuredUser(user.username);
  if (isCaller(user, principal)) {
    throw new ApiProblem(409, 'own-user', 'This is you: another admin can do it. Your own password: POST /password.');
  }
  return user;
}

function describeUser(context: ApiContext, user: User, principal: Principal | null): ApiUserRecord {
  const { id, username, role, passwordHash } = user;
  return {
    id,
    username,
    role,
    hasPassword: passwordHash !== null,
    isConfigured: isConfiguredUser(context.settings, username),
    isYou: isCaller(user, principal),
  };
}

/** Whom the host app vouches for is none of the users, whatever the name. */
function isCaller({ username }: User, principal: Principal | null): boolean {
  return principal !== null && principal.tokenHash !== null && principal.user.username === username;
}

import { type ApiToken, TOKEN_SCOPES } from '../../model/api-token.ts';
import { isoTime, isoTimeOrNull } from '../answer-values.ts';
import { createTokenSecret } from '../auth/bearer-token.ts';
import { hashSecretToken } from '../auth/secret-token.ts';
import { ref } from '../openapi/schemas.ts';
import { ApiProblem, unauthorized } from '../problem.ts';
import { noBody } from '../query/json-body.ts';
import { readPathId } from '../query/path-id.ts';
import { tokenBody } from '../query/token-body.ts';
import { defineRoute, type Route } from '../route.ts';
import type { ApiTokenAnswer, CreatedTokenAnswer, TokenBody, TokensAnswer } from '../token-contract.ts';

const DAY_MILLIS = 86_400_000;
/** More than any set-up needs; keeps the list one page. */
const MAX_TOKENS = 100;

export const listTokens: Route = defineRoute<object, null, TokensAnswer>({
  method: 'GET',
  path: '/tokens',
  role: 'admin',
  scope: null,
  summary: 'API tokens by name, expired ones too, without their secrets',
  needsStorage: true,
  query: {},
  body: noBody,
  answer: { status: 200, description: 'The tokens.', schema: ref('Tokens') },
  problems: [],
  async handle({ context }) {
    const now = context.clock.now();
    return { body: { tokens: (await context.storage.tokens.list()).map((token) => describeToken(token, now)) } };
  },
});

export const createToken: Route = defineRoute<object, Required<TokenBody>, CreatedTokenAnswer>({
  method: 'POST',
  path: '/tokens',
  role: 'admin',
  scope: null,
  summary: 'Make an API token',
  needsStorage: true,
  query: {},
  body: tokenBody,
  answer: { status: 201, description: 'The token, and its secret this once.', schema: ref('CreatedToken') },
  problems: [409, 415],
  async handle({ context: { storage, clock }, principal, body: { name, scopes, expiresInDays } }) {
    if (principal === null) throw unauthorized();
    if ((await storage.tokens.list()).length >= MAX_TOKENS)
      throw new ApiProblem(409, 'too-many-tokens', `There are ${MAX_TOKENS} API tokens; revoke one first.`);
    const secret = createTokenSecret();
    const now = clock.now();
    const token = await storage.tokens.create({
      name,
      secretHash: hashSecretToken(secret),
      scopes: TOKEN_SCOPES.filter((scope) => scopes.includes(scope)),
      createdAt: now,
      createdBy: principal.user.username,
      expiresAt: expiresInDays === null ? null : now + expiresInDays * DAY_MILLIS,
    });
    if (token === null) throw new ApiProblem(409, 'token-exists', `There is an API token named "${name}" already.`);
    return { body: { token: describeToken(token, now), secret } };
  },
});

export const revokeToken: Route = defineRoute<object, null, null>({
  method: 'DELETE',
  path: '/tokens/:id',
  role: 'admin',
  scope: null,
  summary: 'Revoke an API token',
  needsStorage: true,
  query: {},
  body: noBody,
  answer: { status: 204, description: 'It opens nothing any more, in any process.', schema: null },
  problems: [404],
  async handle({ context, path }) {
    const id = readPathId(path, 'id');
    if (await context.storage.tokens.remove(id)) return { body: null };
    throw new ApiProblem(404, 'token-not-found', `There is no API token with id ${id}.`);
  },
});

function describeToken({ createdAt, expiresAt, lastUsedAt, ...token }: ApiToken, now: number): ApiTokenAnswer {
  return {
    ...token,
    createdAt: isoTime(createdAt),
    expiresAt: isoTimeOrNull(expiresAt),
    isExpired: expiresAt !== null && expiresAt <= now,
    lastUsedAt: isoTimeOrNull(lastUsedAt),
  };
}

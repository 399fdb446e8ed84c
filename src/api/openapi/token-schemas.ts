import { TOKEN_SCOPES } from '../../model/api-token.ts';
import type * as contract from '../token-contract.ts';
import { flag, integer, type JsonSchema, list, nullable, object, ref, text, time } from './json-schema.ts';

const scope: JsonSchema = { type: 'string', enum: TOKEN_SCOPES };

export const TOKEN_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  Token: object<contract.ApiTokenAnswer>({
    id: integer,
    name: text,
    scopes: list(scope),
    createdAt: time,
    createdBy: { ...text, description: 'Name of the user.' },
    expiresAt: { ...nullable(time), description: 'Null: never.' },
    isExpired: flag,
    lastUsedAt: { ...nullable(time), description: 'To the minute.' },
  }),
  Tokens: object<contract.TokensAnswer>({ tokens: list(ref('Token')) }),
  TokenBody: object<contract.TokenBody>(
    {
      name: text,
      scopes: { ...list(scope), description: '`read` includes `export` and `metrics`, `admin` all.' },
      expiresInDays: { ...nullable(integer), description: 'Null or absent: never.' },
    },
    ['expiresInDays'],
  ),
  CreatedToken: object<contract.CreatedTokenAnswer>({
    token: ref('Token'),
    secret: { ...text, description: 'To be sent as `Authorization: Bearer …`. Nobody can read it again.' },
  }),
};

import { TOKEN_SCOPES, type TokenScope } from '../../model/api-token.ts';
import type { InvalidInput } from '../contract.ts';
import { ref } from '../openapi/schemas.ts';
import type { TokenBody } from '../token-contract.ts';
import { type BodyReader, jsonBody, unknownFields } from './json-body.ts';

/** As the database keeps it. */
const MAX_NAME_LENGTH = 100;
const MAX_TOKEN_DAYS = 3650;
const UNPRINTABLE = /[\p{Cc}\p{Cs}]/u;

export const tokenBody: BodyReader<Required<TokenBody>> = jsonBody<Required<TokenBody>>(ref('TokenBody'), (fields) => {
  const { name, scopes, expiresInDays = null } = fields;
  const errors: InvalidInput[] = [...unknownFields(fields, ['name', 'scopes', 'expiresInDays'])];
  const reject = (field: keyof TokenBody, allowed: string): void =>
    void errors.push({ name: field, value: shown(fields[field]), allowed });
  if (!isName(name)) reject('name', `text of 1 to ${MAX_NAME_LENGTH} characters, without blanks around it`);
  if (!isScopes(scopes)) reject('scopes', `a list of ${TOKEN_SCOPES.join(', ')}, with at least one of them`);
  if (!isDays(expiresInDays)) reject('expiresInDays', `a whole number from 1 to ${MAX_TOKEN_DAYS}, or null for never`);
  return errors.length > 0 ? errors : ({ name, scopes, expiresInDays } as Required<TokenBody>);
});

function isName(name: unknown): boolean {
  if (typeof name !== 'string' || name === '' || name.length > MAX_NAME_LENGTH) return false;
  return name.trim() === name && !UNPRINTABLE.test(name);
}

function isScopes(scopes: unknown): boolean {
  if (!Array.isArray(scopes) || scopes.length === 0) return false;
  return scopes.every((scope) => TOKEN_SCOPES.includes(scope as TokenScope));
}

function isDays(days: unknown): boolean {
  return days === null || (Number.isInteger(days) && Number(days) >= 1 && Number(days) <= MAX_TOKEN_DAYS);
}

function shown(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value).slice(0, 100);
}

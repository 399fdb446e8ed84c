import type { CreatedTokenAnswer, TokenBody, TokensAnswer } from '../../../src/api/token-contract.ts';
import { get, write } from './transport.ts';

export function fetchTokens(signal?: AbortSignal): Promise<TokensAnswer> {
  return get('tokens', {}, signal);
}

export async function createToken(body: TokenBody): Promise<CreatedTokenAnswer> {
  const created = await write<CreatedTokenAnswer>('POST', 'tokens', body);
  if (created === null) throw new Error('The secret did not arrive; revoke the token and make another.');
  return created;
}

export async function revokeToken(id: number): Promise<void> {
  await write('DELETE', `tokens/${id}`, null);
}

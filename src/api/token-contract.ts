/** Answers and bodies of the routes about API tokens. See `contract.ts`. */
import type { TokenScope } from '../model/api-token.ts';

/** `GET /api/tokens`, by name. */
export interface TokensAnswer {
  readonly tokens: readonly ApiTokenAnswer[];
}

export interface ApiTokenAnswer {
  readonly id: number;
  readonly name: string;
  readonly scopes: readonly TokenScope[];
  readonly createdAt: string;
  /** Name of the user. */
  readonly createdBy: string;
  /** Null: never. */
  readonly expiresAt: string | null;
  readonly isExpired: boolean;
  /** To the minute; null before the first use. */
  readonly lastUsedAt: string | null;
}

/** `POST /api/tokens` takes this. */
export interface TokenBody {
  readonly name: string;
  readonly scopes: readonly TokenScope[];
  /** Null or absent: never. */
  readonly expiresInDays?: number | null;
}

export interface CreatedTokenAnswer {
  readonly token: ApiTokenAnswer;
  /** To be sent as `Authorization: Bearer …`. Nobody can read it again. */
  readonly secret: string;
}

import type { EpochMillis } from './clock.ts';

/**
 * What a token may do: be scraped for Prometheus; read exports; read all that a guest may, those included; do all that
 * an admin may.
 */
export const TOKEN_SCOPES = ['metrics', 'export', 'read', 'admin'] as const;
export type TokenScope = (typeof TOKEN_SCOPES)[number];

/** Lets a program call the API without a user. Its secret is shown once and never stored. */
export interface ApiToken {
  readonly id: number;
  /** For people; no two tokens have the same. */
  readonly name: string;
  readonly scopes: readonly TokenScope[];
  readonly createdAt: EpochMillis;
  /** Name of the user. */
  readonly createdBy: string;
  /** Null: never. */
  readonly expiresAt: EpochMillis | null;
  /** To the minute; null before the first use. */
  readonly lastUsedAt: EpochMillis | null;
}

import type { TokenScope } from '../../../../../src/model/api-token.ts';

/** What each scope lets a program do. */
export const SCOPE_WORDS: Readonly<Record<TokenScope, string>> = {
  metrics: 'be scraped by Prometheus',
  export: 'read exports of requests, outliers, profiles and metrics',
  read: 'read all that a guest may, exports and Prometheus included',
  admin: 'do all that an admin may, except see and make tokens',
};

import type { LIVE_EVENT } from '../../../src/api/contract.ts';

/** Typed by the contract, because only types cross from the server's source. */
export const LIVE_EVENT_NAME: typeof LIVE_EVENT = 'change';

import type { Role } from '../model/user.ts';

/** One API call as it crosses from the app's thread to the worker: cloneable, no socket. */
export interface ApiRequest {
  readonly method: string;
  /** Below `/{link}/api`, starting with a slash: `/endpoints/3`. */
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  /** Lower-case names; only those the API reads. */
  readonly headers: Readonly<Partial<Record<ForwardedHeader, string>>>;
  readonly body: Uint8Array | null;
  readonly remoteAddress: string | null;
  /** Whether the browser's connection is HTTPS, as far as the app can tell. */
  readonly secure: boolean;
  /** Role that the host app's `authorize` gave, if any: no session needed. */
  readonly authorizedRole: Role | null;
}

/** The only headers that leave the app's thread. */
export type ForwardedHeader =
  | 'accept'
  | 'accept-encoding'
  | 'authorization'
  | 'content-type'
  | 'cookie'
  | 'host'
  | 'origin'
  | 'sec-fetch-site'
  | 'x-csrf-token'
  | 'x-forwarded-host';

export interface ApiResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Encoded in the worker, so that the app's thread never serializes a result. Its memory is its own, and moves there. */
  readonly body: Uint8Array;
  /** What follows the body of a long answer. Does not cross between the threads itself: each side has its own. */
  readonly rest?: AnswerRest;
}

/** What is still to come of an answer, made when it is asked for. It is taken to its end, or left. */
export interface AnswerRest {
  /**
   * One chunk after the other, each asked for when the one before has come; null after the last. A chunk may be empty.
   * Rejects when the rest cannot be had: then the answer must not look complete.
   */
  next(): Promise<Uint8Array | null>;
  /** Nobody wants more. Harmless at any time. */
  leave(): void;
}

import { createServer } from 'node:net';
import type { StorageLocation } from '../../src/storage/storage-location.ts';

/** A server of the test's own, which it may stop, freeze and start as it likes. */
export interface DatabaseServer {
  readonly engine: Extract<StorageLocation, { url: string }>['engine'];
  readonly port: number;
  /** Its database, by its own port or by a proxy's. */
  urlAt(port: number): string;
  isDown(): boolean;
  start(): Promise<void>;
  /** `immediate` leaves connections broken and transactions half done, as a crash does. */
  stop(mode: 'fast' | 'immediate'): Promise<void>;
  /** Stops or continues all of the server's processes, as a machine that swaps or is moved does. */
  freeze(isFrozen: boolean): void;
  /** Leaves nothing behind. */
  remove(): Promise<void>;
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

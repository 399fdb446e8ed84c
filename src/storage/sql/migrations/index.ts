import { createRequestsAndRollups } from './0001-requests-and-rollups.ts';
import { createUsersAndSessions } from './0002-users-and-sessions.ts';
import { createGroupAndIpRollups } from './0003-group-and-ip-rollups.ts';
import { createWriteLog } from './0004-write-log.ts';
import { createLeasesAndHorizons } from './0005-leases-and-horizons.ts';
import { addFoldedRequests } from './0006-folded-requests.ts';
import type { Migration } from './migration.ts';

/** In order; a schema's version is the number of those that ran on it. */
export const MIGRATIONS: readonly Migration[] = [
  createRequestsAndRollups,
  createUsersAndSessions,
  createGroupAndIpRollups,
  createWriteLog,
  createLeasesAndHorizons,
  addFoldedRequests,
];

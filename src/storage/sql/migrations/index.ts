import { createRequestsAndRollups } from './0001-requests-and-rollups.ts';
import { createUsersAndSessions } from './0002-users-and-sessions.ts';
import { createWriteLogAndLeases } from './0003-write-log-and-leases.ts';
import { createLabelSumsAndInstances } from './0004-label-sums-and-instances.ts';
import { createHeartbeatsAndMaintenance } from './0005-instances.ts';
import { createOutliersAndProfiles } from './0006-outliers-and-profiles.ts';
import { addFoldMarks } from './0007-fold-marks.ts';
import { createRuntimeSamples } from './0008-runtime-samples.ts';
import { createCustomGraphs } from './0009-custom-graphs.ts';
import { createApiTokens } from './0010-api-tokens.ts';
import { createRegressions } from './0011-regressions.ts';
import { createHourRollups } from './0012-hour-rollups.ts';
import { countDetails } from './0013-counted-details.ts';
import { createRollupDays } from './0014-rollup-days.ts';
import type { Migration } from './migration.ts';

/** In order; a schema's version is the number of those that ran on it. */
export const MIGRATIONS: readonly Migration[] = [
  createRequestsAndRollups,
  createUsersAndSessions,
  createWriteLogAndLeases,
  createLabelSumsAndInstances,
  createHeartbeatsAndMaintenance,
  createOutliersAndProfiles,
  addFoldMarks,
  createRuntimeSamples,
  createCustomGraphs,
  createApiTokens,
  createRegressions,
  createHourRollups,
  countDetails,
  createRollupDays,
];

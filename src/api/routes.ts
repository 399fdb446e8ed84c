import type { Route } from './route.ts';
import { blocked } from './routes/blocked.ts';
import { codeLinks } from './routes/code-links.ts';
import { config } from './routes/config.ts';
import { cancelPrune, database, prune } from './routes/database.ts';
import { mergeEndpoint, removeEndpoint } from './routes/endpoint-changes.ts';
import { changeEndpoint, listEndpoints, readEndpoint } from './routes/endpoints.ts';
import { events } from './routes/events.ts';
import { exportMetrics, exportOutliers, exportProfiles, exportRequests } from './routes/exports.ts';
import { listGraphs, readGraph } from './routes/graphs.ts';
import { downloadGroupedProfile, readGroupedProfile } from './routes/grouped-profile.ts';
import { groups } from './routes/groups.ts';
import { instances } from './routes/instances.ts';
import { ips } from './routes/ips.ts';
import { login } from './routes/login.ts';
import { logout } from './routes/logout.ts';
import { me } from './routes/me.ts';
import { metrics } from './routes/metrics.ts';
import { createOpenapiRoute } from './routes/openapi.ts';
import { downloadOutlier, listOutliers, readOutlier } from './routes/outliers.ts';
import { changeOwnPassword } from './routes/own-password.ts';
import { downloadProfile, listProfiles, readProfile } from './routes/profiles.ts';
import { prometheus } from './routes/prometheus.ts';
import { changeRegression, listRegressions } from './routes/regressions.ts';
import { report } from './routes/report.ts';
import { requests } from './routes/requests.ts';
import { runtime } from './routes/runtime.ts';
import { session } from './routes/session.ts';
import { signedData, signedDetails, signedRules } from './routes/signed-export.ts';
import { status } from './routes/status.ts';
import { createToken, listTokens, revokeToken } from './routes/tokens.ts';
import { changeUser, createUser, listUsers, removeUser } from './routes/users.ts';
import { versions } from './routes/versions.ts';

const DESCRIBED: readonly Route[] = [
  login,
  logout,
  me,
  session,
  changeOwnPassword,
  listUsers,
  createUser,
  changeUser,
  removeUser,
  listEndpoints,
  readEndpoint,
  changeEndpoint,
  removeEndpoint,
  mergeEndpoint,
  metrics,
  report,
  listRegressions,
  changeRegression,
  requests,
  versions,
  groups,
  ips,
  listProfiles,
  readProfile,
  downloadProfile,
  readGroupedProfile,
  downloadGroupedProfile,
  listOutliers,
  readOutlier,
  downloadOutlier,
  blocked,
  codeLinks,
  listGraphs,
  readGraph,
  exportRequests,
  exportOutliers,
  exportProfiles,
  exportMetrics,
  prometheus,
  ...signedData,
  signedRules,
  signedDetails,
  instances,
  runtime,
  database,
  prune,
  cancelPrune,
  config,
  listTokens,
  createToken,
  revokeToken,
  status,
  events,
];

/** Every route of the API. The OpenAPI document is made of this table, and describes itself too. */
export const ROUTES: readonly Route[] = [...DESCRIBED, createOpenapiRoute(DESCRIBED)];

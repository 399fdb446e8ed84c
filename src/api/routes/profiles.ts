import { endpointName } from '../../model/endpoint.ts';
import type { Profile } from '../../model/profile.ts';
import type { DetailsQuery, StoredProfile } from '../../storage/detail-store.ts';
import type { Storage } from '../../storage/storage.ts';
import { describeProfile, describeWholeProfile } from '../answers/profile-answer.ts';
import type { ApiProfile, ProfilesAnswer } from '../contract.ts';
import type { CpuProfile } from '../downloads/cpuprofile.ts';
import { downloadFormat, type ProfileFormat, profileReply } from '../downloads/download.ts';
import { exportedProfile } from '../downloads/exported-tree.ts';
import type { SpeedscopeFile } from '../downloads/speedscope.ts';
import { ref } from '../openapi/schemas.ts';
import { profileNotFound } from '../problem.ts';
import { detailsQuery } from '../query/details.ts';
import { noBody } from '../query/json-body.ts';
import { readPathId } from '../query/path-id.ts';
import { defineRoute, type Route } from '../route.ts';

type ReadProfile = StoredProfile & { readonly profile: Profile };

export const listProfiles: Route = defineRoute<DetailsQuery, null, ProfilesAnswer>({
  method: 'GET',
  path: '/profiles',
  role: 'guest',
  summary: 'Profiled requests, newest first, without their lines',
  needsStorage: true,
  query: detailsQuery,
  body: noBody,
  answer: { status: 200, description: 'One page; `nextCursor` gives the next.', schema: ref('Profiles') },
  problems: [],
  async handle({ context, query }) {
    const { rows, nextCursor } = await context.storage.listProfiles(query);
    return { body: { profiles: rows.map(describeProfile), nextCursor } };
  },
});

export const readProfile: Route = defineRoute<object, null, ApiProfile>({
  method: 'GET',
  path: '/profiles/:requestId',
  role: 'guest',
  summary: 'Where the time of one request went, line by line',
  needsStorage: true,
  query: {},
  body: noBody,
  answer: { status: 200, description: 'The execution tree.', schema: ref('Profile') },
  problems: [404],
  async handle({ context, path }) {
    return { body: describeWholeProfile(await findProfile(context.storage, path)) };
  },
});

export const downloadProfile: Route = defineRoute<
  { readonly format: ProfileFormat },
  null,
  CpuProfile | SpeedscopeFile
>({
  method: 'GET',
  path: '/profiles/:requestId/download',
  role: 'guest',
  summary: 'One profile as a file for other tools',
  needsStorage: true,
  query: { format: downloadFormat },
  body: noBody,
  answer: { status: 200, description: 'The file.', schema: { type: 'object' } },
  problems: [404],
  async handle({ context, path, query: { format } }) {
    const { profile, requestId } = await findProfile(context.storage, path);
    const name = `${endpointName(profile.endpoint)}, request ${requestId}`;
    const { packageVersion } = context.settings;
    return profileReply(exportedProfile(name, profile), { format, packageVersion, stem: `request-${requestId}` });
  },
});

async function findProfile(storage: Storage, path: Readonly<Record<string, string>>): Promise<ReadProfile> {
  const requestId = readPathId(path, 'requestId');
  const stored = await storage.readProfile(requestId);
  if (stored === null) throw profileNotFound(requestId);
  return stored;
}

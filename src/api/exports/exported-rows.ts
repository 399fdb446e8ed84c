import type { Role } from '../../model/user.ts';
import type { DetailsQuery } from '../../storage/detail-store.ts';
import type { RequestsQuery, Storage } from '../../storage/storage.ts';
import { describeOutlier, readOutlierAnswer } from '../answers/outlier-answer.ts';
import { describeWholeProfile } from '../answers/profile-answer.ts';
import { describeRequest } from '../answers/request-record.ts';
import type { ApiOutlier, ApiOutlierSummary, ApiProfile, ApiRequestRecord } from '../contract.ts';
import { EndpointNames } from './endpoint-names.ts';
import { pagesOf } from './pages.ts';

/** With the endpoint's name besides its id, as a file is read without the other routes. */
export type Named<Row> = Row & { readonly endpoint: string | null };

/** A chunk of some 30 kB: what is read for one is garbage soon enough to be cleared away cheaply. */
const REQUESTS_AT_ONCE = 250;
/** Each with all that was seen of it. */
const DETAILS_AT_ONCE = 20;

export async function* exportedRequests(
  storage: Storage,
  query: Omit<RequestsQuery, 'limit' | 'cursor'>,
): AsyncGenerator<readonly Named<ApiRequestRecord>[], void> {
  const names = new EndpointNames(storage);
  const pages = pagesOf((cursor) => storage.listRequests({ ...query, limit: REQUESTS_AT_ONCE, cursor }));
  for await (const rows of pages) yield names.addTo(rows.map(describeRequest));
}

type Details = Omit<DetailsQuery, 'limit' | 'cursor'>;

/** Without what was seen of them. */
export async function* exportedOutlierFigures(
  storage: Storage,
  query: Details,
): AsyncGenerator<readonly Named<ApiOutlierSummary>[], void> {
  const names = new EndpointNames(storage);
  const pages = pagesOf((cursor) => storage.listOutliers({ ...query, limit: 500, cursor }));
  for await (const rows of pages) yield names.addTo(rows.map(describeOutlier));
}

export async function* exportedOutliers(
  storage: Storage,
  query: Details,
  role: Role,
): AsyncGenerator<readonly Named<ApiOutlier>[], void> {
  const names = new EndpointNames(storage);
  const pages = pagesOf((cursor) => storage.listOutliers({ ...query, limit: DETAILS_AT_ONCE, cursor }));
  for await (const rows of pages) {
    const whole: ApiOutlier[] = [];
    for (const { id } of rows) {
      const outlier = await readOutlierAnswer(storage, id, role);
      // Null: it has gone meanwhile.
      if (outlier !== null) whole.push(outlier);
    }
    yield names.addTo(whole);
  }
}

export async function* exportedProfiles(
  storage: Storage,
  query: Details,
): AsyncGenerator<readonly Named<ApiProfile>[], void> {
  const names = new EndpointNames(storage);
  const pages = pagesOf((cursor) => storage.listProfiles({ ...query, limit: DETAILS_AT_ONCE, cursor }));
  for await (const rows of pages) {
    const whole: ApiProfile[] = [];
    for (const { requestId } of rows) {
      const stored = requestId === null ? null : await storage.readProfile(requestId);
      if (stored !== null) whole.push(describeWholeProfile(stored));
    }
    yield names.addTo(whole);
  }
}

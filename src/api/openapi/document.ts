import type { ApiSettings } from '../api-context.ts';
import { sessionCookieName } from '../auth/session-cookie.ts';
import type { Route } from '../route.ts';
import type { JsonSchema } from './json-schema.ts';
import { describeOperation, type Operation } from './operation.ts';
import { SCHEMAS } from './schemas.ts';

export interface OpenapiDocument {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>;
    readonly securitySchemes: Readonly<Record<string, SecurityScheme>>;
  };
}

type SecurityScheme =
  | { readonly type: 'apiKey'; readonly in: 'cookie' | 'header'; readonly name: string }
  | { readonly type: 'http'; readonly scheme: 'bearer'; readonly description: string };

export function createOpenapiDocument(
  routes: readonly Route[],
  { link, packageVersion }: ApiSettings,
): OpenapiDocument {
  const paths: Record<string, Record<string, Operation>> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: describeOperation(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'node-monitoring-dashboard',
      version: packageVersion,
      description: 'Times are ISO 8601 in UTC, durations milliseconds, errors application/problem+json.',
    },
    // Relative to this document, so that it holds behind any proxy.
    servers: [{ url: '.' }],
    paths,
    components: {
      schemas: SCHEMAS,
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: sessionCookieName(link) },
        csrfToken: { type: 'apiKey', in: 'header', name: 'X-CSRF-Token' },
        apiToken: {
          type: 'http',
          scheme: 'bearer',
          description: 'An API token with the scope that the operation names; `read` and `admin` include lesser ones.',
        },
      },
    },
  };
}

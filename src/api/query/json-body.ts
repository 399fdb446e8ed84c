import type { ApiRequest } from '../api-request.ts';
import type { InvalidInput } from '../contract.ts';
import type { JsonSchema } from '../openapi/json-schema.ts';
import { ApiProblem, invalidInput } from '../problem.ts';

/** How a route takes its body. */
export interface BodyReader<Body> {
  readonly schema: JsonSchema | null;
  /** @throws ApiProblem 400 or 415. */
  read(request: ApiRequest): Body;
}

/** For routes that take none; one that is sent nevertheless is ignored. */
export const noBody: BodyReader<null> = { schema: null, read: () => null };

/** A JSON object, of which `parse` answers the value or all that is wrong with it. */
export function jsonBody<Body extends object>(
  schema: JsonSchema,
  parse: (fields: Readonly<Record<string, unknown>>) => Body | readonly InvalidInput[],
): BodyReader<Body> {
  return {
    schema,
    read(request) {
      const parsed = parse(readObject(request));
      if (Array.isArray(parsed)) throw invalidInput('invalid-body', parsed);
      return parsed as Body;
    },
  };
}

/** Fields that the schema does not know, as errors. */
export function unknownFields(
  fields: Readonly<Record<string, unknown>>,
  known: readonly string[],
): readonly InvalidInput[] {
  const unknown = Object.keys(fields).filter((name) => !known.includes(name));
  return unknown.map((name) => ({
    name: name.slice(0, 200),
    value: null,
    allowed: `unknown field; known are ${known.join(', ')}`,
  }));
}

function readObject({ headers, body }: ApiRequest): Readonly<Record<string, unknown>> {
  const type = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  if (type !== 'application/json') {
    throw new ApiProblem(415, 'unsupported-media-type', 'Send the body as application/json.');
  }
  const value = parseJson(body ?? new Uint8Array());
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ApiProblem(400, 'invalid-body', 'The body must be a JSON object.');
  }
  return value as Record<string, unknown>;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    // The parser's message may quote the body, which may hold a password.
    throw new ApiProblem(400, 'invalid-body', 'The body is not valid JSON.');
  }
}

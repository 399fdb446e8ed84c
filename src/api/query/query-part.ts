import type { EpochMillis } from '../../model/clock.ts';
import type { JsonSchema } from '../openapi/json-schema.ts';
import { invalidInput } from '../problem.ts';
import { QueryReader } from './query-reader.ts';

/** One or more query parameters that make one value, with what the OpenAPI document says of them. */
export interface QueryPart<Value> {
  readonly parameters: readonly ParameterDescription[];
  /** Reports what is wrong to the reader; the value is then thrown away, whatever it is. */
  read(reader: QueryReader): Value;
}

export interface ParameterDescription {
  readonly name: string;
  readonly description: string;
  readonly schema: JsonSchema;
}

export type QueryParts<Query> = { readonly [Key in keyof Query]: QueryPart<Query[Key]> };

/** @throws ApiProblem 400 with all that is wrong. */
export function readQuery<Query>(parts: QueryParts<Query>, query: string, now: EpochMillis): Query {
  const reader = new QueryReader(query, now);
  reader.rejectUnknown(parameterNames(parts));
  const entries = Object.entries<QueryPart<unknown>>(parts).map(([key, part]) => [key, part.read(reader)]);
  if (reader.errors.length > 0) throw invalidInput('invalid-query', reader.errors);
  return Object.fromEntries(entries) as Query;
}

export function describeParameters<Query>(parts: QueryParts<Query>): readonly ParameterDescription[] {
  return Object.values<QueryPart<unknown>>(parts).flatMap((part) => part.parameters);
}

function parameterNames<Query>(parts: QueryParts<Query>): readonly string[] {
  return describeParameters(parts).map(({ name }) => name);
}

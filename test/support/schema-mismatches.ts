import type { JsonSchema } from '../../src/api/openapi/json-schema.ts';
import { SCHEMAS } from '../../src/api/openapi/schemas.ts';

const COMPONENTS: Readonly<Record<string, JsonSchema>> = SCHEMAS;

/** Where a value differs from its schema: the part of JSON Schema that the API's document uses. */
export function schemaMismatches(value: unknown, schema: JsonSchema, at = '$'): readonly string[] {
  if (schema.$ref !== undefined)
    return schemaMismatches(value, COMPONENTS[schema.$ref.split('/').at(-1) ?? ''] ?? { enum: [] }, at);
  const types = [schema.type ?? []].flat();
  if (types.length > 0 && !types.some((type) => hasType(value, type)))
    return [`${at}: ${JSON.stringify(value)} is not ${types}`];
  if (value === null) return [];
  const found: string[] = [];
  if (schema.enum !== undefined && !schema.enum.includes(value as string))
    found.push(`${at}: ${String(value)} is none of ${schema.enum}`);
  if (schema.format === 'date-time' && !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(String(value)))
    found.push(`${at}: ${String(value)} is no time`);
  if (typeof value === 'number' && (value < (schema.minimum ?? value) || value > (schema.maximum ?? value)))
    found.push(`${at}: ${value} out of range`);
  if (Array.isArray(value))
    return [...found, ...value.flatMap((each, index) => schemaMismatches(each, schema.items ?? {}, `${at}[${index}]`))];
  return typeof value === 'object'
    ? [...found, ...objectMismatches(value as Record<string, unknown>, schema, at)]
    : found;
}

function objectMismatches(value: Readonly<Record<string, unknown>>, schema: JsonSchema, at: string): readonly string[] {
  const missing = (schema.required ?? []).filter((name) => !(name in value)).map((name) => `${at}.${name} is missing`);
  const others = Object.entries(value).flatMap(([name, each]) => {
    const known =
      schema.properties?.[name] ??
      (typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined);
    if (known !== undefined) return schemaMismatches(each, known, `${at}.${name}`);
    return schema.additionalProperties === false ? [`${at}.${name} is not in the schema`] : [];
  });
  return [...missing, ...others];
}

function hasType(value: unknown, type: string): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  return type === 'object'
    ? typeof value === 'object' && value !== null && !Array.isArray(value)
    : typeof value === type;
}

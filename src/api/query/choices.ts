import type { QueryPart } from './query-part.ts';

/** Several of a fixed set, comma-separated or repeated. */
export function choices<Choice extends string>(
  name: string,
  allowed: readonly Choice[],
  { description, fallback }: { readonly description: string; readonly fallback: readonly Choice[] },
): QueryPart<readonly Choice[]> {
  return {
    parameters: [
      {
        name,
        description: `${description} Comma-separated or repeated. Default: ${fallback.join(',') || 'none'}.`,
        schema: { type: 'array', items: { type: 'string', enum: allowed } },
      },
    ],
    read(reader) {
      const values = reader.list(name);
      for (const value of values) {
        if (!(allowed as readonly string[]).includes(value)) reader.reject(name, value, `any of ${allowed.join(', ')}`);
      }
      return values.length === 0 ? fallback : (values as readonly Choice[]);
    },
  };
}

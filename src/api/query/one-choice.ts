import type { QueryPart } from './query-part.ts';

/** One of a fixed set; the first unless given. */
export function oneChoice<Choice extends string>(
  name: string,
  description: string,
  allowed: readonly [Choice, ...Choice[]],
): QueryPart<Choice> {
  const [fallback] = allowed;
  return {
    parameters: [{ name, description, schema: { type: 'string', enum: allowed, default: fallback } }],
    read(reader) {
      const value = reader.one(name);
      const choice = allowed.find((each) => each === value);
      if (value !== null && choice === undefined) reader.reject(name, value, `one of ${allowed.join(', ')}`);
      return choice ?? fallback;
    },
  };
}

import type { QueryPart } from './query-part.ts';

const MOST_CHARACTERS = 500;

export function oneText(name: string, description: string): QueryPart<string | null> {
  return {
    parameters: [{ name, description, schema: { type: 'string' } }],
    read(reader) {
      const value = reader.one(name);
      if (value !== null && value.length > MOST_CHARACTERS)
        reader.reject(name, value, `at most ${MOST_CHARACTERS} characters`);
      return value;
    },
  };
}

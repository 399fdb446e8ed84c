import type { QueryPart } from './query-part.ts';

/** How many rows at most. */
export function limit({ fallback, max }: { readonly fallback: number; readonly max: number }): QueryPart<number> {
  return {
    parameters: [
      {
        name: 'limit',
        description: 'Most rows answered.',
        schema: { type: 'integer', minimum: 1, maximum: max, default: fallback },
      },
    ],
    read(reader) {
      const value = reader.one('limit');
      if (value === null) return fallback;
      const rows = /^\d{1,9}$/.test(value) ? Number(value) : 0;
      if (rows < 1 || rows > max) reader.reject('limit', value, `a whole number from 1 to ${max}`);
      return rows;
    },
  };
}

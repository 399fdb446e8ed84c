import type { QueryPart } from './query-part.ts';

export const cursor: QueryPart<string | null> = {
  parameters: [{ name: 'cursor', description: '`nextCursor` of the page before.', schema: { type: 'string' } }],
  read(reader) {
    const value = reader.one('cursor');
    if (value !== null && !/^[\w.:~+/=-]{1,200}$/.test(value))
      reader.reject('cursor', value, 'the nextCursor of an answer, unchanged');
    return value;
  },
};

import type { Kysely } from 'kysely';
import { type CodeLine, UNKNOWN_LINE } from '../../../model/code-line.ts';
import type { Tables } from '../tables.ts';

const ASKED_AT_ONCE = 500;

export async function readCodeLines(db: Kysely<Tables>, ids: Iterable<number>): Promise<(id: number) => CodeLine> {
  const asked = [...new Set(ids)];
  const lines = new Map<number, CodeLine>();
  for (let at = 0; at < asked.length; at += ASKED_AT_ONCE) {
    const some = asked.slice(at, at + ASKED_AT_ONCE);
    const rows = await db
      .selectFrom('code_lines')
      .select(['id', 'file', 'line', 'function', 'code', 'origin'])
      .where('id', 'in', some)
      .execute();
    for (const { id, ...line } of rows) lines.set(id, line);
  }
  return (id) => lines.get(id) ?? UNKNOWN_LINE;
}

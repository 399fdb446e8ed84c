/** Most characters of a text column, the shorter of what the schema and people need. */
export const TEXT_LENGTHS = {
  method: 20,
  route: 500,
  version: 200,
  group: 200,
  ip: 100,
  instance: 200,
  host: 250,
  title: 200,
  schedule: 300,
  error: 300,
  series: 100,
  look: 300,
} as const;

const CUT_MARK = '…';

/**
 * Text that every database takes and gives back unchanged: no NUL (PostgreSQL), no half characters,
 * no blanks at the end (MySQL ignores them in keys), and no longer than its column.
 */
export function storedText(text: string, length: number): string {
  const clean = text.includes('\0') ? text.replaceAll('\0', '') : text;
  if (clean.length <= length) return wellFormed(clean).trimEnd();
  return wellFormed(clean.slice(0, length - CUT_MARK.length)).trimEnd() + CUT_MARK;
}

function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

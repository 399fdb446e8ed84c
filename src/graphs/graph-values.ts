import type { GraphResult } from '../model/graph.ts';

const MOST_SERIES = 50;
const LONGEST_NAME = 100;

/**
 * What a function answered, by series.
 * @throws Error that says why it cannot be drawn
 */
export function graphValues(answer: unknown): NonNullable<GraphResult['values']> {
  if (typeof answer !== 'object' || answer === null) return [['', finite(answer, 'the function answered')]];
  const entries = Object.entries(answer);
  if (Array.isArray(answer) || entries.length === 0)
    throw new Error('the function answered no number and no named numbers');
  if (entries.length > MOST_SERIES)
    throw new Error(`the function answered ${entries.length} series; at most ${MOST_SERIES} are kept`);
  return entries.map(([name, value]) => [
    name.slice(0, LONGEST_NAME),
    finite(value, `the series ${JSON.stringify(name)} is`),
  ]);
}

function finite(value: unknown, what: string): number {
  const number = typeof value === 'bigint' ? Number(value) : value;
  if (typeof number === 'number' && Number.isFinite(number)) return number;
  throw new Error(
    `${what} ${typeof value === 'string' ? JSON.stringify(value.slice(0, 50)) : String(value)}, which is no finite number`,
  );
}

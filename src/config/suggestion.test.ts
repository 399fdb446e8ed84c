import { expect, it } from 'vitest';
import { suggestion } from './suggestion.ts';

const KNOWN = ['monitorLevel', 'groupBy', 'database', 'git'];

it.each([
  ['monitorLevl', 'monitorLevel'],
  ['MONITOR_LEVEL', 'monitorLevel'],
  ['group_by', 'groupBy'],
  ['databse', 'database'],
  ['gti', 'git'],
])('proposes for %s %s', (name, known) => {
  expect(suggestion(name, KNOWN)).toBe(`; did you mean "${known}"?`);
});

it('lists the names when none is close', () => {
  expect(suggestion('favourite', KNOWN)).toBe('; there is monitorLevel, groupBy, database, git');
});

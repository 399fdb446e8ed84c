import type { VersionsAnswer } from '../../../src/api/contract.ts';

type Versions = VersionsAnswer['versions'];

/** The oldest first; versions that are not known to be old come last. */
export function oldestFirst(names: readonly string[], known: Versions): readonly string[] {
  const seen = new Map(known.map(({ version, firstSeen }) => [version, Date.parse(firstSeen)]));
  const age = (name: string): number => seen.get(name) ?? Number.POSITIVE_INFINITY;
  return names.toSorted((left, right) =>
    age(left) === age(right) ? left.localeCompare(right) : age(left) - age(right),
  );
}

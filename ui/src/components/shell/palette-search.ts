export interface PaletteEntry {
  readonly label: string;
  readonly path: string;
  readonly kind: string;
}

const MOST_ENTRIES = 12;

/** Entries that contain every typed word; those that start with the text, or have it in one piece, first. */
export function findEntries(entries: readonly PaletteEntry[], text: string): readonly PaletteEntry[] {
  const wanted = text.trim().toLowerCase();
  const words = wanted.split(/\s+/);
  const ranked = entries
    .map((entry) => ({ entry, label: entry.label.toLowerCase() }))
    .filter(({ label }) => words.every((word) => label.includes(word)))
    .map(({ entry, label }) => ({ entry, rank: label.startsWith(wanted) ? 0 : label.includes(wanted) ? 1 : 2 }));
  return ranked
    .sort((left, right) => left.rank - right.rank)
    .slice(0, MOST_ENTRIES)
    .map(({ entry }) => entry);
}

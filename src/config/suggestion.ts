/** `; did you mean "monitorLevel"?`, or the names there are when none is close. */
export function suggestion(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  return nearest === null ? `; there is ${known.join(', ')}` : `; did you mean "${nearest}"?`;
}

function nearestName(name: string, known: readonly string[]): string | null {
  let nearest: string | null = null;
  // A third of the letters may differ: enough for a slip in each word, too few to make another word.
  let best = Math.max(2, Math.floor(name.length / 3)) + 1;
  for (const candidate of known) {
    const distance = editDistance(letters(name), letters(candidate));
    if (distance < best) {
      best = distance;
      nearest = candidate;
    }
  }
  return nearest;
}

/** `MONITOR_LEVEL`, `monitor-level` and `monitorLevel` are the same letters. */
function letters(name: string): string {
  return name
    .slice(0, 64)
    .toLowerCase()
    .replace(/[_\-. ]/g, '');
}

/** Letters to insert, remove or replace (Levenshtein). */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = at(previous, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(replaced, at(previous, j) + 1, at(current, j - 1) + 1));
    }
    previous = current;
  }
  return at(previous, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}

import type { GroupedLine } from '../../analysis/grouped-profile.ts';
import { microsOf } from '../../analysis/kind-micros.ts';
import { type CodeLine, UNKNOWN_LINE } from '../../model/code-line.ts';
import { LINE_KINDS, type LineKind, type Profile } from '../../model/profile.ts';

/** What any profile format is made of: lines of code in preorder with time of their own. */
export interface ExportedTree {
  readonly name: string;
  readonly startMicros: number;
  readonly lines: readonly ExportedLine[];
}

export interface ExportedLine {
  readonly indent: number;
  readonly line: CodeLine;
  readonly self: readonly ExportedTime[];
}

export interface ExportedTime {
  readonly kind: LineKind;
  readonly micros: number;
  /** `await socket pg`; empty for the line's own CPU time. */
  readonly label: string;
}

export function exportedProfile(name: string, { nodes, codeLines, startedAt }: Profile): ExportedTree {
  const lines = nodes.map(({ indent, code, self, ...causes }) => ({
    indent,
    line: codeLines[code] ?? UNKNOWN_LINE,
    self: exportedTimes(self, causes),
  }));
  return { name, startMicros: Math.round(startedAt * 1000), lines };
}

/** The time of all merged requests together. */
export function exportedGroup(name: string, lines: readonly GroupedLine[]): ExportedTree {
  return {
    name,
    startMicros: 0,
    lines: lines
      .filter(({ hits }) => hits > 0)
      .map(({ indent, line, selfByKind, ...causes }) => ({ indent, line, self: exportedTimes(selfByKind, causes) })),
  };
}

export function totalMicrosOf({ lines }: ExportedTree): number {
  return lines.reduce((sum, { self }) => sum + self.reduce((own, { micros }) => own + micros, 0), 0);
}

function exportedTimes(
  self: Readonly<Partial<Record<LineKind, number>>>,
  { waitsFor, heldBy }: { readonly waitsFor: string | null; readonly heldBy: string | null },
): readonly ExportedTime[] {
  const micros = microsOf(self);
  const labels: Readonly<Record<LineKind, string>> = {
    cpu: '',
    await: waitsFor === null ? 'await' : `await ${waitsFor}`,
    queue: heldBy === null ? 'queued' : `queued behind ${heldBy}`,
    gc: 'garbage collection',
  };
  return LINE_KINDS.flatMap((kind) =>
    micros[kind] === 0 ? [] : [{ kind, micros: micros[kind], label: labels[kind] }],
  );
}

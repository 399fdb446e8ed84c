import { addMicros, type KindMicros, microsOf, millisByKind, noMicros, totalMicros } from '../analysis/kind-micros.ts';
import { type CodeLine, UNKNOWN_LINE } from '../model/code-line.ts';
import { LINE_KINDS, type LineKind, type Profile, type ProfileNode } from '../model/profile.ts';
import type { ApiCodeLine, ApiProfileLine } from './contract.ts';

/** An execution tree as rows, each with time of one kind of its own. */
export function profileLines({ nodes, codeLines }: Pick<Profile, 'nodes' | 'codeLines'>): readonly ApiProfileLine[] {
  return withBelow(nodes).flatMap((figures) =>
    linesOf(figures, describeCodeLine(codeLines[figures.node.code] ?? UNKNOWN_LINE)),
  );
}

export function describeCodeLine({ file, line, function: name, code, origin }: CodeLine): ApiCodeLine {
  return { file, line, function: name, code, origin };
}

interface NodeFigures {
  readonly node: ProfileNode;
  /** No deeper than one below the node above. */
  readonly indent: number;
  readonly own: KindMicros;
  /** With everything below. */
  readonly whole: KindMicros;
}

function withBelow(nodes: readonly ProfileNode[]): readonly NodeFigures[] {
  const path: NodeFigures[] = [];
  const found = nodes.map((node) => {
    path.length = Math.max(0, Math.min(node.indent, path.length));
    const own = microsOf(node.self);
    const figures = { node, indent: path.length, own, whole: { ...own } };
    const above = path.at(-1);
    path.push(figures);
    return { figures, above };
  });
  for (const { figures, above } of found.toReversed()) if (above !== undefined) addMicros(above.whole, figures.whole);
  return found.map(({ figures }) => figures);
}

/** The node's row with its longest kind, and one below for each further kind. */
function linesOf({ node, indent, own, whole }: NodeFigures, code: ApiCodeLine): readonly ApiProfileLine[] {
  const kinds = LINE_KINDS.filter((kind) => own[kind] > 0).sort((a, b) => own[b] - own[a]);
  const [kind = longestKind(whole), ...further] = kinds;
  const causes = (of: LineKind): Pick<ApiProfileLine, 'waitsFor' | 'heldBy'> => ({
    waitsFor: of === 'await' ? node.waitsFor : null,
    heldBy: of === 'queue' ? node.heldBy : null,
  });
  return [
    {
      ...code,
      indent,
      kind,
      durationMillis: totalMicros(whole) / 1000,
      selfMillis: own[kind] / 1000,
      byKind: millisByKind(whole),
      ...causes(kind),
    },
    ...further.map((other) => ({
      ...code,
      indent: indent + 1,
      kind: other,
      durationMillis: own[other] / 1000,
      selfMillis: own[other] / 1000,
      byKind: millisByKind({ ...noMicros(), [other]: own[other] }),
      ...causes(other),
    })),
  ];
}

function longestKind(micros: Readonly<KindMicros>): LineKind {
  return LINE_KINDS.reduce((best, kind) => (micros[kind] > micros[best] ? kind : best));
}

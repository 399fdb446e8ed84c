import { addMicros, type KindMicros, microsOf, millisByKind, noMicros, totalMicros } from '../analysis/kind-micros.ts';
import { type CodeLine, UNKNOWN_LINE } from '../model/code-line.ts';
import { LINE_KINDS, type LineKind, type Profile, type ProfileNode } from '../model/profile.ts';
import type { ApiCodeLine, ApiProfileLine } from './contract.ts';

/** An execution tree as rows, each with time of one kind of its own. */
export function profileLines({ nodes, codeLines }: Pick<Profile, 'nodes' | 'codeLines'>): readonly ApiProfileLine[] {
  const own = nodes.map(({ self }) => microsOf(self));
  const whole = withBelow(nodes, own);
  return nodes.flatMap((node, at) =>
    linesOf(node, {
      code: describeCodeLine(codeLines[node.code] ?? UNKNOWN_LINE),
      own: own[at] ?? noMicros(),
      whole: whole[at] ?? noMicros(),
    }),
  );
}

export function describeCodeLine({ file, line, function: name, code, origin }: CodeLine): ApiCodeLine {
  return { file, line, function: name, code, origin };
}

/** Each node's time with everything below it. */
function withBelow(nodes: readonly ProfileNode[], own: readonly KindMicros[]): readonly KindMicros[] {
  const whole = own.map((micros) => ({ ...micros }));
  const path: number[] = [];
  const above = nodes.map(({ indent }, at) => {
    path.length = Math.max(0, Math.min(indent, path.length));
    const parent = path.at(-1);
    path.push(at);
    return parent;
  });
  for (let at = nodes.length - 1; at >= 0; at -= 1) {
    const to = whole[above[at] ?? -1];
    const from = whole[at];
    if (to !== undefined && from !== undefined) addMicros(to, from);
  }
  return whole;
}

interface NodeFigures {
  readonly code: ApiCodeLine;
  readonly own: Readonly<KindMicros>;
  readonly whole: Readonly<KindMicros>;
}

/** The node's row with its longest kind, and one below for each further kind. */
function linesOf(node: ProfileNode, { code, own, whole }: NodeFigures): readonly ApiProfileLine[] {
  const kinds = LINE_KINDS.filter((kind) => own[kind] > 0).sort((a, b) => own[b] - own[a]);
  const [kind = longestKind(whole), ...further] = kinds;
  const row = { ...code, indent: node.indent };
  const causes = (of: LineKind): Pick<ApiProfileLine, 'waitsFor' | 'heldBy'> => ({
    waitsFor: of === 'await' ? node.waitsFor : null,
    heldBy: of === 'queue' ? node.heldBy : null,
  });
  return [
    {
      ...row,
      kind,
      durationMillis: totalMicros(whole) / 1000,
      selfMillis: own[kind] / 1000,
      byKind: millisByKind(whole),
      ...causes(kind),
    },
    ...further.map((other) => ({
      ...row,
      indent: node.indent + 1,
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

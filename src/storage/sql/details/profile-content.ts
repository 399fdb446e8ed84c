import type { CodeLine } from '../../../model/code-line.ts';
import { LINE_KINDS, type Profile, type ProfileNode, type ProfileNote } from '../../../model/profile.ts';
import { soundMicros } from './sound-values.ts';
import { type SelfMicros, wholeMicros } from './whole-micros.ts';

/** What of a profile lies compressed: columns instead of objects, as equal things beside each other take little space. */
export interface ProfileContent {
  /** Ids of code lines. */
  readonly lines: readonly number[];
  readonly indents: readonly number[];
  /** Into `lines`. */
  readonly codes: readonly number[];
  readonly self: SelfMicros;
  readonly texts: readonly string[];
  /** Into `texts`, -1 for none. */
  readonly waitsFor: readonly number[];
  readonly heldBy: readonly number[];
  readonly samplingPeriodMillis: number | null;
  readonly samples: number;
  readonly costMicros: number;
  readonly isTruncated: boolean;
  readonly notes: readonly ProfileNote[];
}

export type ProfileTree = Pick<
  Profile,
  'codeLines' | 'nodes' | 'samplingPeriodMillis' | 'samples' | 'costMillis' | 'isTruncated' | 'notes'
>;

/** `lines` are the ids of the profile's code lines, in their order. */
export function profileContent(profile: ProfileTree, lines: readonly number[]): ProfileContent {
  const texts: string[] = [];
  const places = new Map<string, number>();
  const textIndex = (text: string | null): number => {
    if (text === null) return -1;
    const known = places.get(text) ?? texts.push(text) - 1;
    places.set(text, known);
    return known;
  };
  const { nodes } = profile;
  return {
    lines,
    indents: nodes.map(({ indent }) => indent),
    codes: nodes.map(({ code }) => code),
    self: wholeMicros(nodes),
    waitsFor: nodes.map(({ waitsFor }) => textIndex(waitsFor)),
    heldBy: nodes.map(({ heldBy }) => textIndex(heldBy)),
    texts,
    samplingPeriodMillis: profile.samplingPeriodMillis,
    samples: profile.samples,
    costMicros: soundMicros(profile.costMillis),
    isTruncated: profile.isTruncated,
    notes: profile.notes,
  };
}

export function profileTree(content: ProfileContent, lineOf: (id: number) => CodeLine): ProfileTree {
  const { samplingPeriodMillis, samples, costMicros, isTruncated, notes } = content;
  return {
    codeLines: content.lines.map(lineOf),
    nodes: content.indents.map((indent, at) => nodeAt(content, indent, at)),
    samplingPeriodMillis,
    samples,
    costMillis: costMicros / 1000,
    isTruncated,
    notes,
  };
}

function nodeAt(content: ProfileContent, indent: number, at: number): ProfileNode {
  const self = LINE_KINDS.flatMap((kind) => {
    const micros = content.self[kind][at] ?? 0;
    return micros === 0 ? [] : [[kind, micros / 1000] as const];
  });
  return {
    indent,
    code: content.codes[at] ?? 0,
    self: Object.fromEntries(self),
    waitsFor: content.texts[content.waitsFor[at] ?? -1] ?? null,
    heldBy: content.texts[content.heldBy[at] ?? -1] ?? null,
  };
}

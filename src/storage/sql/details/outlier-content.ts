import type { CodeLine } from '../../../model/code-line.ts';
import type { OutlierMachine, OutlierRecord, OutlierRequest, StackSample } from '../../../model/outlier.ts';

/** What of an outlier lies compressed. */
export interface OutlierContent {
  readonly stacks: readonly (Omit<StackSample, 'lines'> & { readonly lines: readonly number[] })[];
  readonly request: OutlierRequest;
  readonly environment: Readonly<Record<string, string>>;
  readonly machine: OutlierMachine;
}

/** What of an outlier its row's columns do not say. */
export type OutlierSight = Pick<OutlierRecord, keyof OutlierContent>;

export function outlierContent(record: OutlierSight, idOf: (line: CodeLine) => number): OutlierContent {
  const { stacks, request, environment, machine } = record;
  return {
    stacks: stacks.map(({ lines, ...stack }) => ({ ...stack, lines: lines.map(idOf) })),
    request,
    environment,
    machine,
  };
}

export function outlierSight(content: OutlierContent, lineOf: (id: number) => CodeLine): OutlierSight {
  return {
    ...content,
    stacks: content.stacks.map(({ lines, ...stack }) => ({ ...stack, lines: lines.map(lineOf) })),
  };
}

import { oneChoice } from '../query/one-choice.ts';
import type { QueryPart } from '../query/query-part.ts';
import { type CpuProfile, cpuProfile } from './cpuprofile.ts';
import type { ExportedTree } from './exported-tree.ts';
import { type SpeedscopeFile, speedscopeFile } from './speedscope.ts';

const FORMATS = ['cpuprofile', 'speedscope'] as const;
export type ProfileFormat = (typeof FORMATS)[number];

export const downloadFormat: QueryPart<ProfileFormat> = oneChoice(
  'format',
  '`cpuprofile` for Chrome DevTools and VS Code, `speedscope` for speedscope.app.',
  FORMATS,
);

const FILE_ENDINGS: Readonly<Record<ProfileFormat, string>> = {
  cpuprofile: 'cpuprofile',
  speedscope: 'speedscope.json',
};

export function profileFile(
  tree: ExportedTree,
  { format, packageVersion }: { readonly format: ProfileFormat; readonly packageVersion: string },
): CpuProfile | SpeedscopeFile {
  return format === 'cpuprofile' ? cpuProfile(tree) : speedscopeFile(tree, packageVersion);
}

export function profileFileHeaders(stem: string, format: ProfileFormat): Readonly<Record<string, string>> {
  return attachment(`${stem}.${FILE_ENDINGS[format]}`);
}

/** `name` is of letters, digits, dots and hyphens. */
export function attachment(name: string): Readonly<Record<string, string>> {
  return { 'content-disposition': `attachment; filename="${name}"` };
}

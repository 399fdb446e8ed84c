import { oneChoice } from '../query/one-choice.ts';
import type { QueryPart } from '../query/query-part.ts';
import type { Reply } from '../route.ts';
import { type CpuProfile, cpuProfile } from './cpuprofile.ts';
import type { ExportedTree } from './exported-tree.ts';
import { pprofFile } from './pprof.ts';
import { type SpeedscopeFile, speedscopeFile } from './speedscope.ts';

const FORMATS = ['cpuprofile', 'speedscope', 'pprof'] as const;
export type ProfileFormat = (typeof FORMATS)[number];

export const downloadFormat: QueryPart<ProfileFormat> = oneChoice(
  'format',
  '`cpuprofile` for Chrome DevTools and VS Code, `speedscope` for speedscope.app, `pprof` for pprof and what reads its files.',
  FORMATS,
);

const FILE_ENDINGS: Readonly<Record<ProfileFormat, string>> = {
  cpuprofile: 'cpuprofile',
  speedscope: 'speedscope.json',
  pprof: 'pb.gz',
};

interface ProfileFile {
  readonly format: ProfileFormat;
  /** Of the file's name. */
  readonly stem: string;
  readonly packageVersion: string;
}

export function profileReply(tree: ExportedTree, file: ProfileFile): Reply<CpuProfile | SpeedscopeFile> {
  const { format, stem, packageVersion } = file;
  const headers = attachment(`${stem}.${FILE_ENDINGS[format]}`);
  if (format !== 'pprof')
    return { body: format === 'cpuprofile' ? cpuProfile(tree) : speedscopeFile(tree, packageVersion), headers };
  return { body: null, bytes: pprofFile(tree), headers: { ...headers, 'content-type': 'application/octet-stream' } };
}

/** `name` is of letters, digits, dots and hyphens. */
export function attachment(name: string): Readonly<Record<string, string>> {
  return { 'content-disposition': `attachment; filename="${name}"` };
}

import type { CodeOrigin } from '../model/code-line.ts';

const LIBRARY_FOLDER = /[\\/]node_modules[\\/]/;
const PACKAGE_NAME = /^.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/;

export function originOf(file: string): CodeOrigin {
  if (file.startsWith('node:') || file.startsWith('wasm:')) return 'node';
  return LIBRARY_FOLDER.test(file) ? 'library' : 'app';
}

/** The package a library's file belongs to, or null. */
export function packageOf(file: string): string | null {
  return PACKAGE_NAME.exec(file)?.[1]?.replaceAll('\\', '/') ?? null;
}

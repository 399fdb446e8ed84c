import { readFileSync } from 'node:fs';

export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

/** Database servers refuse to run as root; null when the tests do not. */
export function serverUser(name: string): ServerUser | null {
  if (process.getuid?.() !== 0) return null;
  const entry = new RegExp(`^${name}:[^:]*:(\\d+):(\\d+):`, 'm').exec(readFileSync('/etc/passwd', 'utf8'));
  if (entry === null) throw new Error(`the user ${name} is needed, as the server refuses to be root`);
  return { uid: Number(entry[1]), gid: Number(entry[2]) };
}

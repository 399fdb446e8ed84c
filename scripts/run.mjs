// Runs commands.
import { spawn } from 'node:child_process';

/**
 * With this terminal's output; ends the script with the command's exit code when it fails.
 * @returns {Promise<void>}
 */
export async function run(command, args, options = {}) {
  const code = await exitCode(command, args, options);
  if (code !== 0) {
    console.error(`failed (${code}): ${command} ${args.join(' ')}`);
    process.exit(code);
  }
}

/** @returns {Promise<number>} */
export function exitCode(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/**
 * For commands that run at the same time: what one of them prints stays together.
 * @returns {Promise<{ code: number, output: string }>}
 */
export function outcome(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

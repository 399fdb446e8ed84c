// Runs one command with this terminal's output; ends the script with the command's exit code when it fails.
import { spawn } from 'node:child_process';

/** @returns {Promise<void>} */
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

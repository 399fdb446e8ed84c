// Opens a page in the browser of whoever sits in front of this terminal, if anybody does.
import { spawn } from 'node:child_process';

const COMMANDS = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
  linux: ['xdg-open'],
};

/** @param {string} url */
export function openBrowser(url) {
  const [command, ...args] = COMMANDS[process.platform] ?? [];
  if (command === undefined || !hasDesktop()) return;
  const browser = spawn(command, [...args, url], { stdio: 'ignore', detached: true });
  // The address is printed as well.
  browser.on('error', () => {});
  browser.unref();
}

function hasDesktop() {
  const { CI, SSH_CONNECTION, DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (!process.stdout.isTTY || CI || SSH_CONNECTION) return false;
  return process.platform !== 'linux' || Boolean(DISPLAY || WAYLAND_DISPLAY);
}

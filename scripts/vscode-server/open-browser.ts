import { spawn } from 'node:child_process';

/** What opens an address in the user's browser, by platform. */
const openers: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ['open'],
  // `start` takes the first quoted argument for a window title.
  win32: ['cmd', '/c', 'start', '""'],
  linux: ['xdg-open'],
};

/** Opens an address in the user's browser, where there is one; elsewhere nothing happens. */
export function openBrowser(url: string): void {
  const opener = openers[process.platform];
  if (opener === undefined || process.env['CI'] !== undefined || !hasScreen()) return;
  const [program, ...args] = opener;
  // The shell of Windows would take an ampersand as the end of the command.
  const address = process.platform === 'win32' ? `"${url}"` : url;
  const child = spawn(program, [...args, address], {
    detached: true,
    stdio: 'ignore',
    windowsVerbatimArguments: true,
  });
  child.on('error', () => {
    // No such program: the address has been printed.
  });
  child.unref();
}

/** Whether there is a screen at all: over SSH and in containers `xdg-open` may start a browser in the terminal. */
function hasScreen(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'] ?? process.env['WSL_DISTRO_NAME']);
}

// Loaded into a process before its own code (`node --import`): ends it and its children when the process that started
// it is gone, in whatever way that ended. Otherwise an interrupted test run leaves a VS Code server behind.
import process from 'node:process';

// Children inherit these arguments, and have a parent of their own to end with.
process.execArgv.splice(0);

process.on('disconnect', () => {
  // The process leads a group of its own (`detached`), in which its children are; Windows has no groups.
  process.kill(process.platform === 'win32' ? process.pid : -process.pid, 'SIGKILL');
});
process.channel?.unref();

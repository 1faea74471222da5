// Takes the place of the native add-on `@vscode/native-watchdog`, which npm cannot build without its install scripts:
// ends this process when the process `pid` is gone.
exports.start = pid => {
  setInterval(() => {
    try {
      process.kill(pid, 0);
    } catch {
      process.exit(87);
    }
  }, 3000).unref();
};

exports.exit = code => process.exit(code);

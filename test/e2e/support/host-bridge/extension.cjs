const { createServer } = require('node:http');
const { renameSync, writeFileSync } = require('node:fs');
const { text } = require('node:stream/consumers');
const { runInThisContext } = require('node:vm');
const vscode = require('vscode');

/**
 * Runs functions a test sends, `(vscode, argument) => result`, and answers with their result as JSON. Where it listens
 * goes to the file that `RUNNEL_E2E_BRIDGE` names.
 */
exports.activate = context => {
  const server = createServer(async (request, response) => {
    try {
      const { source, argument } = JSON.parse(await text(request));
      const result = await runInThisContext(`(${source})`)(vscode, argument);
      response.end(JSON.stringify({ result }));
    } catch (error) {
      response.end(JSON.stringify({ error: error.stack ?? String(error) }));
    }
  });
  server.listen(0, '127.0.0.1', () => {
    const file = process.env.RUNNEL_E2E_BRIDGE;
    // Renamed into place, so that nobody reads half of it.
    writeFileSync(`${file}.new`, String(server.address().port));
    renameSync(`${file}.new`, file);
  });
  context.subscriptions.push({ dispose: () => server.close() });
};

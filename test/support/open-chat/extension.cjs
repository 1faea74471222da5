const vscode = require('vscode');

/** Opens the chat as a person would: the product itself does not open by itself. */
exports.activate = () => vscode.commands.executeCommand('runnel.openChat');

const { EventEmitter } = require('node:events');
const vscode = require('vscode');

/** What each model does with a request, by id. */
const models = {
  /** Says back what it was sent, message by message. */
  echo: (messages, progress) => {
    for (const { role, content } of messages) {
      const name = role === vscode.LanguageModelChatMessageRole.Assistant ? 'assistant' : 'user';
      const texts = content.map(part => part.value ?? `${part.mimeType} of ${part.data.length} bytes`);
      progress.report(new vscode.LanguageModelTextPart(`${name}: ${texts.join('|')}\n`));
    }
  },
  /** One part of every kind this VS Code has. */
  parts: (_messages, progress) => {
    if (vscode.LanguageModelThinkingPart) progress.report(new vscode.LanguageModelThinkingPart('Hm. '));
    progress.report(new vscode.LanguageModelToolCallPart('call-1', 'unasked', {}));
    progress.report(new vscode.LanguageModelTextPart('Before '));
    if (vscode.LanguageModelDataPart) {
      progress.report(vscode.LanguageModelDataPart.image(new Uint8Array([1, 2, 3]), 'image/png'));
      progress.report(vscode.LanguageModelDataPart.json({ for: 'nobody' }));
    }
    progress.report(new vscode.LanguageModelTextPart('after'));
  },
  /** Begins, and goes on until it is cancelled. */
  endless: (_messages, progress, token) => {
    progress.report(new vscode.LanguageModelTextPart('First'));
    return new Promise(resolve => token.onCancellationRequested(resolve));
  },
  /** Fails a while after some text: VS Code drops what it has not handed on when a failure comes. */
  breaks: async (_messages, progress) => {
    progress.report(new vscode.LanguageModelTextPart('Some'));
    await new Promise(resolve => setTimeout(resolve, 200));
    throw new Error('The upstream is <b>gone</b>.');
  },
  'no-permissions': () => {
    throw vscode.LanguageModelError.NoPermissions('not allowed');
  },
  blocked: () => {
    throw vscode.LanguageModelError.Blocked('The quota of this month is used up.');
  },
  'not/found': () => {
    throw vscode.LanguageModelError.NotFound('gone');
  },
};

/** `cancelled` is emitted with the id of a model whose request was cancelled. */
exports.activate = context => {
  const events = new EventEmitter();
  const provider = {
    provideLanguageModelChatInformation: () =>
      Object.keys(models).map(id => ({
        id,
        name: `Test ${id}`,
        family: 'test-family',
        version: '1',
        maxInputTokens: 4000,
        maxOutputTokens: 1000,
        capabilities: { imageInput: true },
      })),
    async provideLanguageModelChatResponse({ id }, messages, _options, progress, token) {
      token.onCancellationRequested(() => events.emit('cancelled', id));
      await models[id](messages, progress, token);
    },
    provideTokenCount: async () => 1,
  };
  context.subscriptions.push(vscode.lm.registerLanguageModelChatProvider('runnel-test', provider));
  return events;
};

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { Chat } from '../../src/host/panel/chat.ts';
import { CodeThemes } from '../../src/host/theme/code-themes.ts';
import { fallbackTheme } from '../../src/host/theme/fallback-theme.ts';
import type { CodeTheme } from '../../src/protocol/code-theme.ts';
import { FakeView } from './support/fake-view.ts';
import { runnelServices } from './support/runnel.ts';

/** Themes that come with VS Code, and what color their own files give to a keyword that has no finer name. */
const builtIn: readonly [name: string, kind: CodeTheme['kind'], keyword: string][] = [
  ['Dark Modern', 'dark', '#569cd6'],
  ['Light Modern', 'light', '#0000ff'],
  ['Default High Contrast', 'hcDark', '#569cd6'],
  ['Default High Contrast Light', 'hcLight', '#0f4a85'],
  ['Dark 2026', 'dark', '#ff7b72'],
  ['Light 2026', 'light', '#cf222e'],
  ['Monokai', 'dark', '#f92672'],
  ['Solarized Light', 'light', '#859900'],
  ['Quiet Light', 'light', '#4b69c6'],
];

describe('The colors of code', () => {
  let themes: CodeThemes;
  const warnings: string[] = [];
  const config = () => vscode.workspace.getConfiguration();
  const set = (setting: string, value: unknown) => config().update(setting, value, vscode.ConfigurationTarget.Global);

  /** Makes a change and waits until it has come to this. */
  async function changes(change: () => Thenable<void>, until: (theme: CodeTheme) => boolean): Promise<CodeTheme> {
    const { promise, resolve } = Promise.withResolvers<CodeTheme>();
    const listener = themes.onDidChange(theme => {
      if (until(theme)) resolve(theme);
    });
    try {
      await change();
      return until(themes.current) ? themes.current : await promise;
    } finally {
      listener.dispose();
    }
  }

  /** Of the rule that counts for a selector that is written just so. */
  const color = (theme: CodeTheme, selector: string) =>
    theme.rules.findLast(({ scope, foreground }) => foreground && scope.includes(selector))?.foreground;

  const isMonokai = (theme: CodeTheme) => theme.kind === 'dark' && color(theme, 'keyword') === '#f92672';

  beforeEach(async () => {
    warnings.length = 0;
    const { log } = await runnelServices();
    themes = new CodeThemes({ ...log, warn: message => warnings.push(message) });
    themes.follow();
    await themes.settled();
  });
  afterEach(async () => {
    themes.dispose();
    await set('editor.tokenColorCustomizations', undefined);
    await set('workbench.colorCustomizations', undefined);
    await set('window.autoDetectColorScheme', undefined);
    await set('workbench.preferredLightColorTheme', undefined);
    await set('workbench.preferredDarkColorTheme', undefined);
    await set('workbench.colorTheme', undefined);
  });

  for (const [name, kind, keyword] of builtIn) {
    it(`are those of ${name}`, async () => {
      await changes(
        () => set('workbench.colorTheme', name),
        theme => theme.kind === kind && color(theme, 'keyword') === keyword,
      );
      assert.deepEqual(warnings, []);
    });
  }

  it('are found when a setting has the name that a theme had before', async () => {
    await changes(
      () => set('workbench.colorTheme', 'Default Light Modern'),
      theme => theme.kind === 'light' && color(theme, 'keyword') === '#0000ff',
    );
  });

  it('are those of a theme in TextMate’s format', async () => {
    const theme = await changes(
      () => set('workbench.colorTheme', 'Odd TextMate'),
      ({ foreground }) => foreground === '#e0e4e8',
    );
    assert.deepEqual(theme.rules, [{ scope: ['keyword', 'storage'], foreground: '#ff9933', fontStyle: ['bold'] }]);
  });

  it('are our own for a theme that is broken, which the log says once', async () => {
    const own = fallbackTheme('dark').rules;
    for (let time = 0; time < 2; time++) {
      // VS Code itself goes on with the theme before.
      await changes(() => set('workbench.colorTheme', 'Monokai'), isMonokai);
      await changes(
        () => set('workbench.colorTheme', 'Odd Broken'),
        theme => !isMonokai(theme),
      );
      assert.deepEqual(themes.current.rules, own);
    }
    assert.equal(warnings.length, 1, warnings.join('\n'));
    assert.match(warnings.join(), /“Odd Broken”/);
  });

  it('are our own for a theme that is not there', async () => {
    await changes(
      () => set('workbench.colorTheme', 'Gone'),
      () => warnings.length > 0,
    );
    assert.deepEqual(themes.current.rules, fallbackTheme(themes.current.kind).rules);
    assert.match(warnings.join(), /“Gone”/);
  });

  it('are changed by the user’s own rules, for all themes and for one', async () => {
    await changes(() => set('workbench.colorTheme', 'Monokai'), isMonokai);
    const customizations = { comments: '#010203', numbers: '#070809', '[Mono*]': { comments: '#040506' } };
    const monokai = await changes(
      () => set('editor.tokenColorCustomizations', customizations),
      theme => color(theme, 'constant.numeric') === '#070809',
    );
    assert.equal(color(monokai, 'comment'), '#040506');
    const other = await changes(
      () => set('workbench.colorTheme', 'Solarized Light'),
      theme => theme.kind === 'light' && color(theme, 'keyword') === '#859900',
    );
    assert.equal(color(other, 'comment'), '#010203');
  });

  it('have the user’s own color of text', async () => {
    await changes(() => set('workbench.colorTheme', 'Monokai'), isMonokai);
    await changes(
      () => set('workbench.colorCustomizations', { '[Monokai]': { 'editor.foreground': '#ABCDEF' } }),
      ({ foreground }) => foreground === '#abcdef',
    );
  });

  it('follow the system when VS Code does', async () => {
    await changes(() => set('workbench.colorTheme', 'Monokai'), isMonokai);
    await set('workbench.preferredLightColorTheme', 'Quiet Light');
    await set('workbench.preferredDarkColorTheme', 'Abyss');
    await changes(
      () => set('window.autoDetectColorScheme', true),
      theme => color(theme, 'keyword') === (theme.kind === 'light' ? '#4b69c6' : '#225588'),
    );
  });

  describe('in a chat', () => {
    let chat: Chat;
    let view: FakeView;

    before(async () => {
      const services = await runnelServices();
      chat = new Chat(services, services.conversations.create(), async () => undefined);
      view = new FakeView();
      chat.connect(view.webview);
    });
    after(() => chat.dispose());

    it('come before the conversation, and again when the theme changes, but not while it is hidden', async () => {
      const kinds = () => view.messages.flatMap(message => (message.type === 'codeTheme' ? [message.theme.kind] : []));
      const { codeThemes } = await runnelServices();
      const shows = (name: string, kind: CodeTheme['kind']) => {
        const { promise, resolve } = Promise.withResolvers<void>();
        const listener = codeThemes.onDidChange(theme => {
          if (theme.kind === kind) resolve();
        });
        return set('workbench.colorTheme', name).then(() => promise.finally(() => listener.dispose()));
      };
      await codeThemes.settled();
      assert.deepEqual(view.messages, []);
      view.says({ type: 'ready' });
      assert.deepEqual(
        view.messages.slice(0, 2).map(({ type }) => type),
        ['codeTheme', 'snapshot'],
      );
      await shows('Light Modern', 'light');
      assert.equal(kinds().at(-1), 'light');
      chat.hide();
      const sent = view.messages.length;
      await shows('Default High Contrast', 'hcDark');
      assert.equal(view.messages.length, sent);
      view.says({ type: 'ready' });
      assert.equal(kinds().at(-1), 'hcDark');
    });
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { catalogue } from '../../../src/core/providers/catalogue.ts';
import { demoProvider, resolveProvider } from '../../../src/core/providers/provider.ts';
import { root, sourceFiles } from './source-files.ts';

interface PresetSchema {
  preset: { enum: string[] };
}

/** What the settings editor checks an entry of `runnel.providers` by. */
interface ProviderSchema {
  properties: PresetSchema;
  if: { properties: PresetSchema };
  then: { required: string[] };
}

interface SettingSchema {
  scope?: string;
  description?: string;
  markdownDescription?: string;
  items?: ProviderSchema;
}

interface Manifest {
  main: string;
  icon: string;
  engines: { vscode: string };
  devDependencies: Record<string, string>;
  contributes: {
    commands: { command: string; title: string; category: string }[];
    configuration: {
      properties: Record<string, SettingSchema>;
    };
    keybindings: { command: string; key: string; mac?: string; when?: string }[];
    menus: Record<string, ({ command: string } | { submenu: string })[]>;
    submenus: { id: string; label: string }[];
    views: Record<string, { id: string }[]>;
  };
}

const manifest: Manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const commands = manifest.contributes.commands.map(({ command }) => command);
const settings = Object.keys(manifest.contributes.configuration.properties);
const hostSource = [...sourceFiles('src/host'), ...sourceFiles('src/core'), ...sourceFiles('src/platform')]
  .map(({ text }) => text)
  .join('\n');

/** All ids in quotes that look like ours: `'runnel.something'`. */
const idsInCode = new Set([...hostSource.matchAll(/'(runnel\.[\w.]+)'/g)].map(match => match[1] ?? ''));

/** Ids that are ours but neither commands nor settings. */
const otherIds = ['runnel.chat', 'runnel.chatEditor', 'runnel.inserting', 'runnel.insertionBroken'];

describe('manifest', () => {
  test('every command or setting id in code is in package.json', () => {
    const known = new Set([...commands, ...settings, ...otherIds]);
    expect([...idsInCode].filter(id => !known.has(id))).toEqual([]);
  });

  test('every command of package.json is registered in code', () => {
    const registrations = readFileSync(join(root, 'src/host/commands/register-commands.ts'), 'utf8');
    expect(commands.filter(command => !registrations.includes(`'${command}':`))).toEqual([]);
  });

  test('every setting of package.json is read in code', () => {
    const names = settings.map(setting => setting.replace(/^runnel\./, ''));
    expect(names.filter(name => !hostSource.includes(`'${name}'`))).toEqual([]);
  });

  test('menus, keybindings and views name what exists', () => {
    const { menus, submenus, keybindings } = manifest.contributes;
    const used = [...Object.values(menus).flat(), ...keybindings];
    const usedCommands = used.filter(item => 'command' in item).map(({ command }) => command);
    expect(usedCommands.filter(command => !commands.includes(command))).toEqual([]);
    const usedSubmenus = used.filter(item => 'submenu' in item).map(({ submenu }) => submenu);
    expect(usedSubmenus).toEqual(submenus.map(({ id }) => id));
    expect(submenus.filter(({ id }) => !(id in menus))).toEqual([]);
    expect(
      Object.values(manifest.contributes.views)
        .flat()
        .map(({ id }) => id),
    ).toEqual(['runnel.chat']);
  });

  test('on a Mac, Cmd+K still clears a terminal and the debug console', () => {
    // A key of an extension that begins with Cmd+K wins over it, wherever its clause holds.
    const elsewhere =
      /editorTextFocus|^!isMac \|\| !terminalFocus && focusedView != workbench\.panel\.repl\.view$|&& !isMac$/;
    const onMac = manifest.contributes.keybindings.filter(({ key, mac = key }) => /^(cmd|ctrl)\+k /.test(mac));
    expect(onMac.length).toBeGreaterThan(0);
    expect(onMac.filter(({ when = '' }) => !elsewhere.test(when))).toEqual([]);
  });

  test('a workspace cannot set where requests go, what they carry, or which model is asked', () => {
    const { properties } = manifest.contributes.configuration;
    for (const name of ['runnel.providers', 'runnel.model', 'runnel.systemPrompt']) {
      expect(properties[name]?.scope, name).toBe('application');
    }
  });

  test('the settings editor accepts the presets that can be used, with an address where there is none', () => {
    const schema = manifest.contributes.configuration.properties['runnel.providers']?.items;
    const presets = Object.values(catalogue).filter(({ id }) => id !== demoProvider.preset);
    expect(schema?.properties.preset.enum).toEqual(presets.map(({ id }) => id));
    const withoutAddress = presets.filter(({ addresses }) => addresses.length === 0).map(({ id }) => id);
    expect(schema?.if.properties.preset.enum).toEqual(withoutAddress);
    expect(schema?.then.required).toEqual(['baseUrl']);
    expect(() => resolveProvider({ id: 'x', preset: 'wrong' })).toThrow(
      `Known presets: ${schema?.properties.preset.enum.join(', ')}.`,
    );
  });

  test('every setting says what it is', () => {
    for (const [name, { description, markdownDescription }] of Object.entries(
      manifest.contributes.configuration.properties,
    )) {
      expect(description ?? markdownDescription, name).toMatch(/\.$/);
    }
  });

  test('the supported VS Code and its types agree', () => {
    expect(manifest.engines.vscode).toBe(`^${manifest.devDependencies['@types/vscode']}`);
  });

  test('the icon is there', () => {
    expect(existsSync(join(root, manifest.icon))).toBe(true);
  });
});

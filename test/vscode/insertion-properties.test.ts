import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { closeAll, shownEditors } from './support/editing.ts';
import { runScenario } from './support/insertion-run.ts';
import { describeScenario, drawScenario, type Scenario, type Setting } from './support/insertion-scenario.ts';

// RUNNEL_PROPERTY_RUNS: how many runs. RUNNEL_PROPERTY_SEED: the first seed. To see one failure again, and to have its steps
// made fewer while it still fails, give its seed and one run: RUNNEL_PROPERTY_SEED=123 RUNNEL_PROPERTY_RUNS=1.
const runs = Number(process.env['RUNNEL_PROPERTY_RUNS'] ?? 200);
const firstSeed = Number(process.env['RUNNEL_PROPERTY_SEED'] ?? 1);

/** Runs of one test: so few that something is heard of it in time. */
const batch = 10;

/** Failures after which a test gives up. */
const mostFailures = Number(process.env['RUNNEL_PROPERTY_FAILURES'] ?? 3);

/** Languages that VS Code itself does not format: what its formatters do to typed text is not what is tested here. */
const settings: readonly Setting[] = [
  { language: 'plaintext', isFile: false },
  { language: 'java', isFile: false },
  { language: 'python', isFile: true },
];

describe('Insertions, by a model', function () {
  this.timeout(120_000);
  let folder = '';
  let mangler: vscode.Disposable | undefined;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'runnel-insertions-'));
    // Nothing of this may touch what is not typed. The user types none of the characters that trigger it.
    mangler = vscode.languages.registerOnTypeFormattingEditProvider(
      [{ pattern: '**' }, { scheme: 'untitled' }],
      { provideOnTypeFormattingEdits: (_, position) => [vscode.TextEdit.insert(position, '§')] },
      'v',
      ...';]“x\u{1F600}',
    );
    await updateTyping(true);
  });
  afterEach(closeAll);
  after(async () => {
    mangler?.dispose();
    await updateTyping(undefined);
    await rm(folder, { recursive: true, force: true });
  });

  for (let first = firstSeed; first < firstSeed + runs; first += batch) {
    const last = Math.min(first + batch, firstSeed + runs) - 1;
    it(`holds for the seeds ${first} to ${last}`, async () => {
      const failures: string[] = [];
      for (let seed = first; seed <= last && failures.length < mostFailures; seed++) {
        const failure = await tryScenario(drawScenario(seed), folder);
        if (failure === undefined) continue;
        failures.push(runs === 1 ? await smallest(drawScenario(seed), folder, failure) : failure);
      }
      if (failures.length > 0) throw new Error(failures.join('\n\n'));
    });
  }
});

/**
 * Turns on all that changes text while it is typed, and off what VS Code (1.139) rarely loops in for half a minute, when
 * several Undos come before it has drawn one: the parser of bracket pairs (seed 5435).
 */
async function updateTyping(on: true | undefined): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('editor');
  const global = vscode.ConfigurationTarget.Global;
  for (const name of ['formatOnType', 'linkedEditing']) await configuration.update(name, on, global);
  await configuration.update('bracketPairColorization.enabled', on && false, global);
  for (const name of ['autoClosingBrackets', 'autoClosingQuotes']) {
    await configuration.update(name, on && 'always', global);
  }
}

/** Runs the scenario. Returns what failed; the document is closed then. */
async function tryScenario(scenario: Scenario, folder: string): Promise<string | undefined> {
  // Runs of neighbouring seeds share a document.
  const setting = settings[Math.floor(scenario.seed / 5) % settings.length];
  if (!setting) throw new Error('There is no setting.');
  try {
    await runScenario(scenario, await openEditor(setting, folder));
  } catch (error) {
    await closeAll();
    return `seed ${scenario.seed}, ${setting.language}: ${error instanceof Error ? error.message : error}\n${describeScenario(scenario)}`;
  }
  return undefined;
}

/** Leaves out steps as long as the scenario fails. Returns what failed last. */
async function smallest(scenario: Scenario, folder: string, failure: string): Promise<string> {
  for (let index = 0; index < scenario.steps.length; index++) {
    // The pieces of the answer are all needed.
    if (scenario.steps[index]?.do === 'push') continue;
    const smaller = { ...scenario, steps: scenario.steps.toSpliced(index, 1) };
    const still = await tryScenario(smaller, folder);
    if (still !== undefined) return await smallest(smaller, folder, still);
  }
  return failure;
}

let fileCount = 0;

/** The active editor if it is one of this kind, else a new one. */
async function openEditor({ language, isFile }: Setting, folder: string): Promise<vscode.TextEditor> {
  const active = vscode.window.activeTextEditor;
  const isFit = active?.document.languageId === language && active.document.isUntitled !== isFile;
  if (active && isFit && shownEditors().length === 1) return active;
  await closeAll();
  if (!isFile) {
    return await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language }), {
      preview: false,
    });
  }
  const file = vscode.Uri.file(join(folder, `document-${fileCount++}.py`));
  await writeFile(file.fsPath, '');
  return await vscode.window.showTextDocument(file, { preview: false });
}

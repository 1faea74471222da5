import { type Counts, countCommands, countRunner, countVitest } from './test-counts.ts';

/** The parts of a full test run. */
export type SuiteName = 'build' | 'check' | 'unit' | 'integration' | 'webview' | 'vscode' | 'e2e';

/** One part of a full test run. */
export interface Suite {
  name: SuiteName;
  /** What it is, in a few words. */
  title: string;
  /** A part without which this one cannot run. */
  needs?: SuiteName;
  /** @throws Error when the suite crashes before it has counted. */
  run(): Promise<Counts>;
}

/** The folders with a `tsconfig.json`; the script `types` of the manifest names them too. */
export const typeScriptProjects = ['.', 'src/core', 'src/webview', 'test/e2e', 'test/bench'] as const;

/** Layers, the manifest against the code: fast, and what a change breaks without noticing. */
const architecture = 'test/unit/architecture';

/** In the order they run: what is fast and most often broken comes first. */
export const suites: readonly Suite[] = [
  {
    name: 'build',
    title: 'bundles',
    run: () => countCommands([[process.execPath, 'esbuild.js']]),
  },
  {
    name: 'check',
    title: 'format, lint, types, architecture',
    async run() {
      const commands = await countCommands([
        ['biome', 'check', '--error-on-warnings'],
        ...typeScriptProjects.map(project => ['tsc', '-p', project] as const),
      ]);
      const tests = await countVitest('check', ['--project', 'unit', `${architecture}/`]);
      return { passed: commands.passed + tests.passed, failed: commands.failed + tests.failed };
    },
  },
  {
    name: 'unit',
    title: 'core, protocol, host parts in Node',
    run: () => countVitest('unit', ['--project', 'unit', '--exclude', `${architecture}/**`]),
  },
  {
    name: 'integration',
    title: 'recorded streams, commands, proxies and other processes',
    run: () => countVitest('integration', ['--project', 'integration']),
  },
  {
    name: 'webview',
    title: 'the panel in a real browser',
    run: () => countVitest('webview', ['--project', 'webview']),
  },
  {
    name: 'vscode',
    title: "inside VS Code's extension host",
    needs: 'build',
    run: () => countRunner('vscode', 'test/vscode/runner.ts'),
  },
  {
    name: 'e2e',
    title: "a person's steps in the workbench",
    needs: 'build',
    run: () => countRunner('e2e', 'test/e2e/support/runner.ts'),
  },
];

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { typeScriptProjects } from '../../../scripts/test-suites.ts';
import { root } from './source-files.ts';

/** The folders, within these of the repository, that have a configuration of their own. */
function configured(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter(entry => entry.name === 'tsconfig.json')
    .map(entry => relative(root, entry.parentPath).replaceAll('\\', '/'));
}

test('every TypeScript project is checked, by the check and by the script', () => {
  const projects = ['.', ...['src', 'test', 'scripts'].flatMap(configured)].sort();
  expect([...typeScriptProjects].sort()).toEqual(projects);
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  expect(scripts.types).toBe(typeScriptProjects.map(project => `tsc -p ${project}`).join(' && '));
});

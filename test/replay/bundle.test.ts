import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleWorkflowCode } from '@temporalio/worker';
import { expect, inject, test } from 'vitest';

/** Code without its source map, which is for people and is no part of what runs. */
const codeOf = (bundle: string) => bundle.replace(/\n\/\/# sourceMappingURL=.*\s*$/s, '');
const nothing = () => undefined;
const silent = { log: nothing, trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };

/**
 * What our workflows, the forms of their messages and the words of their refusals may add. When last measured: 235,162
 * bytes of our own with their comments, a sixth of them the forms; the rules stay out. An empty workflow's bundle has
 * 522,107.
 */
const MOST_OWN_BYTES = 260_000;

async function emptyBundle(): Promise<string> {
  const workflowsPath = join(import.meta.dirname, 'empty-workflow.ts');
  return (await bundleWorkflowCode({ workflowsPath, logger: silent })).code;
}

test('the bundle of the workflows holds their own code and nothing heavy', async () => {
  const server = inject('server');
  if ('problem' in server) throw new Error(server.problem);
  const ours = codeOf(readFileSync(server.bundlePath, 'utf8'));
  const empty = codeOf(await emptyBundle());
  for (const heavy of ['luxon', 'date-holidays', 'zod', 'drizzle', 'better-sqlite3']) {
    expect(ours).not.toContain(`node_modules/${heavy}/`);
  }
  const folders = ['workflows', 'domain', 'contracts'].map((folder) => sizeOfModules(ours, folder));
  const own = folders.reduce((sum, size) => sum + size, 0);
  expect(own).toBeLessThan(MOST_OWN_BYTES);
  // All else is what every workflow carries.
  expect((ours.length - own) / empty.length).toBeLessThan(1.05);
});

/** Bytes of the modules of one of our folders, by the comments that the bundler puts before each module. */
function sizeOfModules(code: string, folder: string): number {
  const modules = code.split(/^\/\*\*\*\/ "/m);
  return modules
    .filter((module) => module.startsWith(`./${folder}/`))
    .reduce((sum, module) => sum + module.length, 0);
}

import type { TestProject } from 'vitest/node';
import { findPostgres } from '../../scripts/test/find-postgres.mjs';
import { startPostgres } from './start-postgres.ts';

/** The one PostgreSQL of all tests on one. */
export interface SharedPostgres {
  /** The address of its database for administration; the user may create others. */
  readonly url: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    /** Or in words why it does not run: the tests on SQLite run all the same. */
    readonly postgres: SharedPostgres | { readonly problem: string };
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const found = await findPostgres();
  if ('why' in found) throw new Error(found.why);
  console.log(`PostgreSQL for the tests: ${found.says}`);
  if ('url' in found) {
    project.provide('postgres', { url: found.url });
    return async () => {};
  }
  try {
    const server = await startPostgres();
    project.provide('postgres', { url: server.url() });
    return () => server.stop();
  } catch (error) {
    project.provide('postgres', { problem: (error as Error).message });
    return async () => {};
  }
}

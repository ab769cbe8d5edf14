import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig, type TestProjectConfiguration } from 'vitest/config';
import { findPostgres } from './scripts/test/find-postgres.mjs';

// Not a test but the way to save histories anew; see scripts/save-histories.ts.
const RECORDING = process.env.DUNWELL_SAVE_HISTORIES === '1' ? [] : ['test/replay/record*.test.ts'];

/** Tests about PostgreSQL itself. */
const ABOUT_POSTGRES = [
  'test/postgres/**/*.test.ts',
  'test/{db/drivers/postgres,db/copy,cli/database}/**/*.test.ts',
];

/** Tests of what is kept and decided with it: each runs on SQLite and on PostgreSQL. */
const ON_BOTH = [
  'test/{db,activities,gather,compose,worker}/**/*.test.ts',
  // Whole paths of workflows: each mode with its letters, payments, pauses, cases.
  'test/workflows/{full-paths,payments,bulk,case-paths,case-opening,restart}.test.ts',
  // A worker killed between any two lines.
  'test/crash/{windows,cases,told-before,random-kills}.test.ts',
];

/** Tests about SQLite itself. */
const ABOUT_SQLITE = ['test/db/drivers/sqlite/**', 'test/db/**/query-plans.test.ts'];

/** Says in CI and elsewhere what it means when there is none; it needs none itself. */
const IS_THERE = 'test/postgres/is-there.test.ts';

const shared = {
  // Temporal's native parts and better-sqlite3 want processes, not threads.
  pool: 'forks',
  testTimeout: 60_000,
  hookTimeout: 60_000,
  // Tests on the real server mostly wait for its timers, a second each.
  maxConcurrency: 8,
} as const;

const sqlite: TestProjectConfiguration = {
  test: {
    ...shared,
    name: 'sqlite',
    include: ['test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...RECORDING, ...ABOUT_POSTGRES],
    env: { DUNWELL_TEST_DATABASE: 'sqlite' },
  },
};

async function postgres(): Promise<TestProjectConfiguration> {
  const found = await findPostgres();
  if ('why' in found) console.warn(`The tests on PostgreSQL are skipped: ${found.why}.`);
  return {
    test: {
      ...shared,
      name: 'postgres',
      include: 'why' in found ? [IS_THERE] : [...ABOUT_POSTGRES, ...ON_BOTH],
      exclude: [...configDefaults.exclude, ...ABOUT_SQLITE],
      env: { DUNWELL_TEST_DATABASE: 'postgres' },
      globalSetup: 'why' in found ? [] : ['test/postgres/global-postgres.ts'],
    },
  };
}

export default defineConfig(async () => {
  const only = process.env.DUNWELL_TEST_DATABASE;
  if (!['', 'sqlite', 'postgres', undefined].includes(only)) {
    throw new Error(`DUNWELL_TEST_DATABASE is "${only}": give sqlite or postgres, or leave it out for both`);
  }
  return {
    test: {
      globalSetup: ['test/global-server.ts'],
      maxWorkers: Math.max(2, availableParallelism() - 1),
      projects: [...(only === 'postgres' ? [] : [sqlite]), ...(only === 'sqlite' ? [] : [await postgres()])],
    },
  };
});

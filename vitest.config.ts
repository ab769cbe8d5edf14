import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';

// Not a test but the way to save histories anew; see scripts/save-histories.ts.
const RECORDING = process.env.DUNWELL_SAVE_HISTORIES === '1' ? [] : ['test/replay/record*.test.ts'];

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...RECORDING],
    // Temporal's native parts and better-sqlite3 want processes, not threads.
    pool: 'forks',
    globalSetup: ['test/global-server.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Tests on the real server mostly wait for its timers, a second each.
    maxConcurrency: 8,
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
});

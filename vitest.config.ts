import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Temporal's native parts and better-sqlite3 want processes, not threads.
    pool: 'forks',
    globalSetup: ['test/global-server.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Tests on the real server mostly wait for its timers, a second each.
    maxConcurrency: 8,
  },
});

import { defineConfig } from 'drizzle-kit';

/** For drizzle-kit, run through scripts/migrations.ts: it makes the tables STRICT and checks drift in a copy. */
export default defineConfig({
  dialect: 'sqlite',
  schema: [
    './db/schema.ts',
    './db/schema-cases.ts',
    './db/schema-signals.ts',
    './db/schema-matches.ts',
    './db/schema-tasks.ts',
    './db/schema-bank.ts',
  ],
  // Relative to the project: drizzle-kit puts `./` before whatever it is given.
  out: process.env.DUNWELL_MIGRATIONS ?? './db/migrations',
});

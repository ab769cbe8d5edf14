import { defineConfig } from 'drizzle-kit';

/** For drizzle-kit, run through scripts/migrations.ts: it makes the tables STRICT and checks drift in a copy. */
export default defineConfig({
  dialect: 'sqlite',
  schema: './db/tables/*.ts',
  // Relative to the project: drizzle-kit puts `./` before whatever it is given.
  out: process.env.DUNWELL_MIGRATIONS ?? './db/migrations',
});

import { defineConfig } from 'drizzle-kit';

/** For drizzle-kit, run through scripts/migrations.ts, as the one of SQLite beside it. */
export default defineConfig({
  dialect: 'postgresql',
  schema: './scripts/migrations/postgres-tables.cjs',
  // Relative to the project: drizzle-kit puts `./` before whatever it is given.
  out: process.env.DUNWELL_MIGRATIONS ?? './db/migrations-postgres',
});

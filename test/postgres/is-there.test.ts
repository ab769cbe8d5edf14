import { expect, it } from 'vitest';
import { findPostgres } from '../../scripts/test/find-postgres.mjs';
import { isCi } from '../../scripts/test/install-postgres.mjs';

const found = await findPostgres();

// Elsewhere a machine without one skips them, in words.
it.skipIf('why' in found && !isCi(process.env))('There is a PostgreSQL for the tests that run on one', () => {
  expect('why' in found ? found.why : 'found').toBe('found');
});

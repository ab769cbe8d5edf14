import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getTableName, is } from 'drizzle-orm';
import { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { MIGRATIONS_FOLDER as POSTGRES_FOLDER } from '../db/drivers/postgres/migrate.ts';
import { MIGRATIONS_FOLDER as SQLITE_FOLDER } from '../db/drivers/sqlite/migrate.ts';
import { allTables } from '../db/tables/all.ts';

/*
 * tsx scripts/migrations.ts [name]    writes the next migrations of both engines for what changed in db/tables/*.ts
 * tsx scripts/migrations.ts --check   exit 1 when they say more than the migrations, or one is not as it must be
 */

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const TABLES = join(ROOT, 'db', 'tables');
const KIT = join(ROOT, 'node_modules', 'drizzle-kit', 'bin.cjs');

interface Migrated {
  readonly folder: string;
  readonly config: string;
  /** What drizzle-kit writes otherwise than it must stand there, and what instead. */
  readonly mend: { readonly wrong: RegExp; readonly right: string; readonly says: string };
}

const ENGINES: readonly Migrated[] = [
  {
    folder: SQLITE_FOLDER,
    config: 'drizzle.config.ts',
    // drizzle-kit ends every CREATE TABLE with its bracket alone on a line, and knows no word for STRICT.
    mend: {
      wrong: /(CREATE TABLE [^;]*\n\));/g,
      right: '$1 STRICT;',
      says: 'makes a table that is not STRICT',
    },
  },
  {
    folder: POSTGRES_FOLDER,
    config: 'drizzle-postgres.config.ts',
    // The tables lie in whatever schema the connection is in.
    mend: { wrong: /"public"\./g, right: '', says: 'names a schema' },
  },
];

function sqlFilesOf(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort();
}

function generate(folder: string, config: string, name: string): string[] {
  mkdirSync(folder, { recursive: true });
  const before = sqlFilesOf(folder);
  const said = execFileSync(process.execPath, [KIT, 'generate', '--config', config, '--name', name], {
    cwd: ROOT,
    env: { ...process.env, DUNWELL_MIGRATIONS: relative(ROOT, folder) },
    encoding: 'utf8',
  });
  // It exits 0 also when it failed.
  if (!/No schema changes|Your SQL migration file/.test(said))
    throw new Error(`drizzle-kit failed:\n${said}`);
  return sqlFilesOf(folder).filter((file) => !before.includes(file));
}

/** What is wrong with the committed migrations of an engine, in words; empty when nothing is. */
function problemsOf({ folder, config, mend }: Migrated): string[] {
  const scratch = mkdtempSync(join(tmpdir(), 'dunwell-migrations-'));
  const own = relative(ROOT, folder);
  try {
    cpSync(folder, scratch, { recursive: true });
    const drift = generate(scratch, config, 'drift').map(
      (file) => `db/tables/*.ts say more than ${own}:\n${readFileSync(join(scratch, file), 'utf8')}`,
    );
    const unmended = sqlFilesOf(folder)
      .filter((file) => readFileSync(join(folder, file), 'utf8').match(mend.wrong) !== null)
      .map((file) => `${own}/${file} ${mend.says}.`);
    return [...drift, ...unmended];
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** PostgreSQL gets the tables of a list, and copies go by it. */
async function unlisted(): Promise<string[]> {
  const files = readdirSync(TABLES).filter((name) => name.endsWith('.ts'));
  const found = await Promise.all(files.map((name) => import(join(TABLES, name)) as Promise<object>));
  return found
    .flatMap((file) => Object.values(file))
    .filter((one): one is SQLiteTable => is(one, SQLiteTable) && !allTables.includes(one))
    .map((table) => `db/tables/all.ts misses the file of ${getTableName(table)}.`);
}

const [argument = 'change'] = process.argv.slice(2);
if (argument === '--check') {
  const found = [...(await unlisted()), ...ENGINES.flatMap(problemsOf)];
  for (const problem of found) console.error(problem);
  if (found.length > 0)
    console.error('Run `npx tsx scripts/migrations.ts <name>` and commit what it writes.');
  process.exitCode = found.length > 0 ? 1 : 0;
} else {
  for (const { folder, config, mend } of ENGINES) {
    for (const name of generate(folder, config, argument)) {
      const file = join(folder, name);
      writeFileSync(file, readFileSync(file, 'utf8').replace(mend.wrong, mend.right));
      console.log(relative(ROOT, file));
    }
  }
}

import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MIGRATIONS_FOLDER } from '../db/drivers/sqlite/migrate.ts';

/*
 * tsx scripts/migrations.ts [name]    writes the next migration for what changed in db/tables/*.ts
 * tsx scripts/migrations.ts --check   exit 1 when they say more than the migrations, or a table is not STRICT
 */

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const KIT = join(ROOT, 'node_modules', 'drizzle-kit', 'bin.cjs');
/** drizzle-kit ends every CREATE TABLE with its bracket alone on a line, and knows no word for STRICT. */
const NOT_STRICT = /(CREATE TABLE [^;]*\n\));/g;

function sqlFilesOf(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort();
}

function generate(folder: string, name: string): string[] {
  const before = sqlFilesOf(folder);
  const said = execFileSync(process.execPath, [KIT, 'generate', '--name', name], {
    cwd: ROOT,
    env: { ...process.env, DUNWELL_MIGRATIONS: relative(ROOT, folder) },
    encoding: 'utf8',
  });
  // It exits 0 also when it failed.
  if (!/No schema changes|Your SQL migration file/.test(said))
    throw new Error(`drizzle-kit failed:\n${said}`);
  return sqlFilesOf(folder).filter((file) => !before.includes(file));
}

function makeStrict(file: string): void {
  writeFileSync(file, readFileSync(file, 'utf8').replace(NOT_STRICT, '$1 STRICT;'));
}

/** What is wrong with the committed migrations, in words; empty when nothing is. */
function problems(): string[] {
  const scratch = mkdtempSync(join(tmpdir(), 'dunwell-migrations-'));
  try {
    cpSync(MIGRATIONS_FOLDER, scratch, { recursive: true });
    const drift = generate(scratch, 'drift').map(
      (file) => `db/tables/*.ts say more than the migrations:\n${readFileSync(join(scratch, file), 'utf8')}`,
    );
    const loose = sqlFilesOf(MIGRATIONS_FOLDER)
      .filter((file) => readFileSync(join(MIGRATIONS_FOLDER, file), 'utf8').match(NOT_STRICT) !== null)
      .map((file) => `${file} makes a table that is not STRICT.`);
    return [...drift, ...loose];
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

const [argument = 'change'] = process.argv.slice(2);
if (argument === '--check') {
  const found = problems();
  for (const problem of found) console.error(problem);
  if (found.length > 0)
    console.error('Run `npx tsx scripts/migrations.ts <name>` and commit what it writes.');
  process.exitCode = found.length > 0 ? 1 : 0;
} else {
  for (const file of generate(MIGRATIONS_FOLDER, argument)) {
    makeStrict(join(MIGRATIONS_FOLDER, file));
    console.log(`db/migrations/${file}`);
  }
}

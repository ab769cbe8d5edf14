import { readFile, writeFile } from 'node:fs/promises';
import { creditorJsonSchema } from '../config/json-schema.ts';

/*
 * tsx scripts/creditor-schema.ts            writes the published schema anew
 * tsx scripts/creditor-schema.ts --check    exit 1 when it is not what the code checks
 */

const FILE = new URL('../config/creditor.schema.json', import.meta.url);

if (process.argv.includes('--check')) {
  if ((await readFile(FILE, 'utf8')) !== creditorJsonSchema()) {
    console.error('config/creditor.schema.json is out of date: run `npx tsx scripts/creditor-schema.ts`.');
    process.exitCode = 1;
  }
} else {
  await writeFile(FILE, creditorJsonSchema());
}

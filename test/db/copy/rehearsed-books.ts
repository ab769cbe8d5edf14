import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import { loadCollectorsFile } from '../../../config/collectors/load.ts';
import { rehearseFiles } from '../../rehearsal/rehearse-files.ts';
import { sharedBundle } from '../../rehearsal/shared-bundle.ts';
import { temporaryFolder } from '../../workflows/temporary-folder.ts';

const EXAMPLES = fileURLToPath(new URL('../../../examples', import.meta.url));

let rehearsed: Promise<string> | undefined;

/** A data folder with the books of the examples, carried to their end once for all tests of a file. */
export async function rehearsedBooks(): Promise<{ folder: string; file: string }> {
  rehearsed ??= rehearseExamples();
  const folder = temporaryFolder('dunwell-copy-');
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(await rehearsed, folder, { recursive: true });
  return { folder, file: join(folder, 'dunwell.db') };
}

async function rehearseExamples(): Promise<string> {
  const dataFolder = temporaryFolder('dunwell-rehearsed-');
  process.once('exit', () => rmSync(dataFolder, { recursive: true, force: true }));
  mkdirSync(dataFolder, { recursive: true });
  const collectors = await loadCollectorsFile(join(EXAMPLES, 'collectors.yaml'));
  if (!collectors.ok) throw new Error('The collectors of the examples are refused.');
  let hasEnded = false;
  await rehearseFiles(
    {
      creditor: join(EXAMPLES, 'acme.creditor.yaml'),
      invoices: join(EXAMPLES, 'invoices.csv'),
      payments: join(EXAMPLES, 'payments.csv'),
      script: join(EXAMPLES, 'script.yaml'),
      approve: 'all',
      dataFolder,
      out: join(dataFolder, 'lines.jsonl'),
      ...sharedBundle(),
    },
    {
      customers: join(EXAMPLES, 'customers.csv'),
      collectors: collectors.configurations,
      onProgress: (phase, done, total) => {
        if (phase === 'rehearsing' && total > 0 && done >= total) hasEnded = true;
      },
      // Stopped at its end it leaves its books, which it removes when it has finished.
      isCancelled: () => hasEnded,
    },
  );
  const [hash = ''] = readdirSync(join(dataFolder, 'rehearsals'));
  return join(dataFolder, 'rehearsals', hash);
}

/** Changes a file by hand. */
export function inFile<T>(file: string, work: (client: Sqlite.Database) => T): T {
  const client = new Sqlite(file);
  try {
    return work(client);
  } finally {
    client.close();
  }
}

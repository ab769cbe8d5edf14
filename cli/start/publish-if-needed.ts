import { fileURLToPath } from 'node:url';
import type { WrittenConfiguration } from '../../config/collectors/build.ts';
import { listCreditors } from '../../db/creditor/creditors.ts';
import type { Database } from '../../db/database.ts';
import { count } from '../../read/kit/format.ts';
import { now } from '../kit/clock.ts';
import type { Output } from '../kit/output.ts';
import { publishCollectors, readCollectorsFile } from './collectors.ts';
import { publish, readCreditorFile } from './publish.ts';

const example = (name: string) => fileURLToPath(new URL(`../../examples/${name}`, import.meta.url));
const BY = 'start';

/** Files that were named and read. */
interface Files {
  readonly creditor: Awaited<ReturnType<typeof readCreditorFile>> | undefined;
  readonly collectors: readonly WrittenConfiguration[] | undefined;
}

/**
 * Publishes the files that were named, or the examples when there is no creditor at all; returns the creditor
 * that a ledger is taken in for.
 */
export async function publishIfNeeded(db: Database, files: Files, output: Output): Promise<string> {
  const known = await db.read((tx) => listCreditors(tx));
  const isDemo = files.creditor === undefined && known[0] === undefined;
  const collectors =
    files.collectors ?? (isDemo ? await readCollectorsFile(example('collectors.yaml')) : undefined);
  if (collectors !== undefined) await publishConfigurations(db, collectors, output);
  if (files.creditor === undefined && known[0] !== undefined) return known[0].creditor;
  const source = files.creditor ?? (await readCreditorFile(example('demo.creditor.yaml')));
  const { version, isNew } = await publish(db, source, now(), BY);
  const was = isNew ? 'is' : 'was';
  output.note(
    `Creditor ${source.creditor.creditor}: policy version ${version} ${was} published${isNew ? '' : ' before'}.`,
  );
  return source.creditor.creditor;
}

async function publishConfigurations(
  db: Database,
  configurations: readonly WrittenConfiguration[],
  output: Output,
): Promise<void> {
  const { published, woken } = await publishCollectors(db, configurations, now(), BY);
  const changed = published.filter(({ change }) => change !== 'unchanged').length;
  const looking = woken === 0 ? '' : ` ${count(woken, 'case')} will look again.`;
  output.note(
    `${count(configurations.length, 'collector configuration')} in the file, ${count(changed, 'new version')} published.${looking}`,
  );
}

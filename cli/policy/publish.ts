import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { BulkScope } from '../../contracts/background.ts';
import { type CreditorRow, findCreditor } from '../../db/creditor/creditors.ts';
import { findLetterTexts } from '../../db/creditor/letter-texts.ts';
import { listInvoices } from '../../db/invoice/invoices.ts';
import type { Creditor } from '../../domain/invoice/policy.ts';
import { coverageOf } from '../../domain/letters/path-law.ts';
import { type Context, withBooksToPublishIn } from '../kit/context.ts';
import { withCreate } from '../kit/data-folder.ts';
import { WorkFailed } from '../kit/failures.ts';
import { newCommand, type SharedOptions, withBy } from '../kit/options.ts';
import { runningServer, withServerAt } from '../kit/server-connection.ts';
import { refuseBroken } from '../letters/texts.ts';
import { inWords, publish, readCreditorFile } from '../start/publish.ts';

interface Options extends SharedOptions {
  readonly by: string;
  readonly create?: boolean;
}

export function buildPublish(): Command {
  const command = newCommand(
    'Publishes a creditor file: new invoices are taken in with its policy; open ones keep theirs until they are migrated.',
    ['dunwell policy publish acme.yaml', 'dunwell policy publish acme.yaml --data /var/lib/dunwell --create'],
  );
  return withCreate(withBy(command))
    .name('publish')
    .argument('<file>', 'creditor file')
    .action(async (file: string, options: Options) => {
      const read = await readCreditorFile(file);
      const work = (context: Context) => publishFile(context, read, options);
      await withBooksToPublishIn(options, work);
    });
}

async function publishFile(
  context: Context,
  read: { readonly creditor: Creditor; readonly hash: string },
  options: Options,
): Promise<void> {
  const { db, output, asOf } = context;
  const { creditor } = read.creditor;
  if (options.creditor !== undefined && options.creditor !== creditor) {
    throw new WorkFailed(`The file is for creditor ${creditor}, not for ${options.creditor}.`);
  }
  const before = await db.read((tx) => findCreditor(tx, creditor));
  await requireSameCurrency(context, before, read.creditor);
  await requireWrittenLetters(context, before, read.creditor);
  const { version, isNew, areSignalsNew, notes } = await publish(db, read, asOf, options.by);
  const movesDays = before !== undefined && hasOtherDays(before, read.creditor);
  if (output.isJson)
    await output.json({ creditor, version, isNew, areSignalsNew, reconsidered: movesDays, notes });
  else {
    const says = isNew
      ? `Published as version ${version} of ${creditor}: new invoices follow it.`
      : `The policy of ${creditor} is version ${version} already.`;
    await output.line(says);
    if (isNew && version > 1) {
      await output.line(
        `Open invoices keep theirs: dunwell policy migrate --to ${version} shows what would move.`,
      );
    }
  }
  if (!output.isJson) for (const note of notes) await output.line(inWords(note));
  const law = coverageOf(read.creditor.country);
  if (isNew && !law.isCovered && !output.isJson) await output.line(law.says);
  if (areSignalsNew && !output.isJson) await output.line(signalsInWords(read.creditor));
  if (movesDays) await reconsiderAll(context, creditor, options);
}

/** What is new about signals. */
function signalsInWords({ signals }: Creditor): string {
  return signals === undefined
    ? 'It has no settings for signals any more: nobody is prepared or sent.'
    : 'Its settings for signals changed: the next evaluation follows them.';
}

/** Amounts are kept in minor units of the creditor's currency: another one would change what they are worth. */
async function requireSameCurrency(
  { db }: Context,
  before: CreditorRow | undefined,
  { creditor, currency }: Creditor,
): Promise<void> {
  if (before === undefined || before.currency === currency) return;
  const [invoice] = await db.read((tx) => listInvoices(tx, { creditor, limit: 1 }));
  if (invoice === undefined) return;
  throw new WorkFailed(
    `Creditor ${creditor} has invoices in ${before.currency}: a creditor in ${currency} needs another id.`,
  );
}

/** Texts of the creditor's own were published with other levels: with these they may make broken letters. */
async function requireWrittenLetters(
  { db }: Context,
  before: CreditorRow | undefined,
  creditor: Creditor,
): Promise<void> {
  const hash = before?.textsHash ?? null;
  if (hash === null) return;
  const own = await db.read((tx) => findLetterTexts(tx, creditor.creditor, hash));
  if (own !== undefined) refuseBroken({ creditor, policy: creditor.policy, own });
}

/** Zone and holidays are not pinned: they move the dates of invoices under way. */
function hasOtherDays(before: CreditorRow, { country, timeZone, holidays }: Creditor): boolean {
  const daysOf = (of: Pick<Creditor, 'country' | 'timeZone' | 'holidays'>) =>
    JSON.stringify([of.country, of.timeZone, of.holidays.add, of.holidays.remove]);
  return daysOf(before) !== daysOf({ country, timeZone, holidays });
}

async function reconsiderAll({ output }: Context, creditor: string, options: Options): Promise<void> {
  const server = await runningServer(options.data);
  if (server === undefined) {
    output.note(
      `Its calendar changed: when a server runs, let open invoices look again with dunwell reconsider --all --creditor ${creditor} --commit`,
    );
    return;
  }
  await withServerAt(server, ({ client }) =>
    client.startBulk({
      creditor,
      operationId: randomUUID(),
      by: options.by,
      scope: BulkScope.CREDITOR,
      action: { kind: 'reconsider' },
    }),
  );
  output.note('Its calendar changed: every invoice under way decides its next step again.');
}

import type { Command } from 'commander';
import { writeCreditor } from '../../config/write-creditor.ts';
import { type CreditorRow, listPolicies, type PolicyRow } from '../../db/creditor/creditors.ts';
import { findSignalSettings } from '../../db/signals/settings.ts';
import type { Creditor } from '../../domain/invoice/policy.ts';
import type { SignalSettings } from '../../domain/signals/settings.ts';
import { momentText } from '../../read/kit/format.ts';
import { type Context, tenant, withDatabase } from '../kit/context.ts';
import { WorkFailed } from '../kit/failures.ts';
import { newCommand, numberOption, type SharedOptions } from '../kit/options.ts';

const version = numberOption(1, 1_000_000);

export function buildShow(): Command {
  return newCommand(
    'Shows a published policy as a creditor file that says the same, every default written out.',
    ['dunwell policy show', 'dunwell policy show 1 --creditor acme'],
  )
    .name('show')
    .argument('[version]', 'the version; the one published last', version)
    .action((wanted: number | undefined, options: SharedOptions) =>
      withDatabase(options, (context) => show(context, wanted)),
    );
}

async function show(context: Context, wanted: number | undefined): Promise<void> {
  const { db, output } = context;
  const { id, row, calendar } = await tenant(context);
  const [policies, signals] = await db.read(
    async (tx) => [await listPolicies(tx, id), (await findSignalSettings(tx, id))?.settings] as const,
  );
  const chosen = policies.find((policy) => policy.version === (wanted ?? row.policyVersion));
  if (chosen === undefined) {
    const known = policies.map((policy) => policy.version).join(', ') || 'none';
    throw new WorkFailed(
      `Creditor ${id} has no policy version ${wanted ?? row.policyVersion}: it has ${known}.`,
    );
  }
  if (output.isJson) return output.json({ ...chosen, versions: policies.map((policy) => policy.version) });
  const lines = policies.map((policy) => {
    const mark = policy.version === row.policyVersion ? ', for new invoices' : '';
    return `#   ${policy.version}: ${momentText(policy.publishedAt, calendar)} by ${policy.publishedBy}${mark}`;
  });
  await output.line(`# Policy version ${chosen.version} of ${id}. Published versions:\n${lines.join('\n')}`);
  await output.write(writeCreditor(creditorOf(row, chosen, signals)));
}

/** What is not pinned by version, such as name, calendar and signals, is as it is now. */
function creditorOf(row: CreditorRow, { body }: PolicyRow, signals: SignalSettings | undefined): Creditor {
  const { creditor, name, country, timeZone, currency, language, holidays, enrolDaysAhead, bankAccounts } =
    row;
  const ahead = enrolDaysAhead === null ? {} : { enrolDaysAhead };
  return {
    creditor,
    name,
    country,
    timeZone,
    currency,
    language,
    holidays,
    ...ahead,
    ...(bankAccounts.length === 0 ? {} : { bankAccounts }),
    policy: body,
    ...(signals === undefined ? {} : { signals }),
  };
}

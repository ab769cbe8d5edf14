import type { Command } from 'commander';
import { findSignalSettings } from '../../db/signals/settings.ts';
import { formatDay } from '../../domain/kernel/day.ts';
import {
  type LinkKey,
  optOutLink,
  parseLinkKeys,
  readOptOutToken,
} from '../../gather/signals/opt-out-link.ts';
import { type Context, type Tenant, tenant, withDatabase } from '../kit/context.ts';
import { WorkFailed, WrongUse } from '../kit/failures.ts';
import { newCommand, numberOption, type SharedOptions } from '../kit/options.ts';
import { customerOf } from './customer-of.ts';

interface Options extends SharedOptions {
  readonly days?: number;
  readonly check?: string;
}

export function build(): Command {
  return newCommand(
    'Makes the signed link by which a customer opts out of signals, or checks one. The keys are read from the environment variable that the creditor file names.',
    [
      'dunwell signals opt-out-link C-100',
      'dunwell signals opt-out-link --check https://pay.example.com/opt-out/1.b…',
    ],
  )
    .argument('[customer]', 'customer number')
    .option('--days <n>', 'how long it works; as the creditor file says when left out', numberOption(1, 730))
    .option('--check <link>', 'says whose link it is and how long it works')
    .action((customer: string | undefined, options: Options) =>
      withDatabase(options, (context) => run(context, customer, options)),
    );
}

async function run(context: Context, customer: string | undefined, options: Options): Promise<void> {
  if ((customer === undefined) === (options.check === undefined)) {
    throw new WrongUse('Name a customer, or give --check with a link.');
  }
  const one = await tenant(context);
  const settings = await linkSettings(context, one);
  const keys = keysIn(settings.keys);
  const { output, asOf } = context;
  const today = one.calendar.dayOf(asOf);
  if (options.check !== undefined) {
    const token = options.check.trim().split('/').at(-1) ?? '';
    const read = readOptOutToken(keys, token, today);
    if (output.isJson) await output.json(read.ok ? { ...read, expiresOn: formatDay(read.expiresOn) } : read);
    if (!read.ok) throw new WorkFailed(output.isJson ? '' : read.says);
    if (output.isJson) return;
    return output.line(`Customer ${read.customer} of ${read.creditor}, until ${formatDay(read.expiresOn)}.`);
  }
  const { reference } = await customerOf(context, one, customer ?? '');
  const expiresOn = today + (options.days ?? settings.days);
  const link = optOutLink(settings.url, keys, { creditor: one.id, customer: reference, expiresOn });
  if (output.isJson) return output.json({ customer: reference, link, expiresOn: formatDay(expiresOn) });
  await output.line(link);
}

async function linkSettings({ db }: Context, { id }: Tenant) {
  const published = await db.read((tx) => findSignalSettings(tx, id));
  const link = published?.settings.letter?.optOutLink;
  if (link !== undefined && link !== null) return link;
  throw new WorkFailed(
    `The file of creditor ${id} has no signals.letter.optOutLink: write its url and keys there.`,
  );
}

function keysIn(name: string): readonly LinkKey[] {
  const written = process.env[name];
  if (written === undefined || written === '') {
    throw new WorkFailed(
      `The environment has no ${name}: set it to the keys of links, such as 2026a:<secret>.`,
    );
  }
  try {
    return parseLinkKeys(written);
  } catch (error) {
    throw new WorkFailed(`${name}: ${error instanceof Error ? error.message : String(error)}`, error);
  }
}

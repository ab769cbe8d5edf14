import type { Command } from 'commander';
import { SignalFactKind, type StagedContact } from '../../contracts/signal-intake.ts';
import { type Day, formatDay } from '../../domain/kernel/day.ts';
import { ContactChannel, ContactOutcome } from '../../domain/signals/signal.ts';
import { jsonRow } from '../../read/kit/columns.ts';
import { CONTACT_COLUMNS, contactsWith } from '../../read/signals/evidence.ts';
import { takeIn } from '../intake/take-in.ts';
import { type Context, type Tenant, tenant } from '../kit/context.ts';
import { WorkFailed, WrongUse } from '../kit/failures.ts';
import { dayOption, newCommand, wordOption } from '../kit/options.ts';
import { printList } from '../kit/print-list.ts';
import { requireFile } from '../kit/require-file.ts';
import { customerOf } from './customer-of.ts';
import { type FactOptions, factId, reportFact, tellFact, telling, withTelling } from './stage-fact.ts';

interface Options extends FactOptions {
  readonly channel?: ContactChannel;
  readonly outcome?: ContactOutcome;
  readonly on?: Day;
  readonly note?: string;
  readonly file?: string;
  readonly mapping?: string;
}

const CHANNELS = Object.values(ContactChannel);
const OUTCOMES = Object.values(ContactOutcome);

export function build(): Command {
  return withTelling(
    newCommand(
      'Records an attempt at personal contact, shows those of a customer, or takes in a file of them. They are evidence that is asked for before a signal.',
      [
        'dunwell signals contact C-100 --channel phone --outcome not-reached',
        'dunwell signals contact C-100',
        'dunwell signals contact --file contacts.csv',
      ],
    )
      .argument('[customer]', 'customer number')
      .option('--channel <channel>', CHANNELS.join(', '), wordOption(CHANNELS))
      .option('--outcome <outcome>', OUTCOMES.join(', '), wordOption(OUTCOMES))
      .option('--on <date>', 'the day of the attempt; today when left out', dayOption)
      .option('--note <text>', 'words for the record')
      .option('--file <file>', 'CSV file with customer,on,channel,outcome')
      .option('--mapping <file>', 'how its columns are named and written'),
  ).action((customer: string | undefined, options: Options) =>
    telling(options, (context) => run(context, customer, options)),
  );
}

async function run(context: Context, reference: string | undefined, options: Options): Promise<void> {
  const { channel, outcome, file } = options;
  if ((reference === undefined) === (file === undefined)) {
    throw new WrongUse('Name a customer, or give --file with many.');
  }
  if (file !== undefined) {
    requireFile(file);
    return takeIn(context, { contacts: file }, options);
  }
  const one = await tenant(context);
  const row = await customerOf(context, one, reference ?? '');
  if (channel === undefined && (options.on !== undefined || options.note !== undefined)) {
    throw new WrongUse('--on and --note belong to an attempt: give --channel and --outcome.');
  }
  if (channel === undefined && outcome === undefined) return show(context, one, row.reference);
  if (channel === undefined || outcome === undefined) {
    throw new WrongUse('An attempt needs --channel and --outcome; without both, those on record are shown.');
  }
  return tell(context, one, row.reference, { channel, outcome }, options);
}

async function tell(
  context: Context,
  one: Tenant,
  customer: string,
  what: { readonly channel: ContactChannel; readonly outcome: ContactOutcome },
  options: Options,
): Promise<void> {
  const today = one.calendar.dayOf(context.asOf);
  const { on = today, note } = options;
  if (on > today)
    throw new WorkFailed(`--on ${formatDay(on)} lies ahead: write the day on which it happened.`);
  const externalId = factId(options);
  const fact: StagedContact = {
    fact: SignalFactKind.CONTACT,
    customer,
    on,
    ...what,
    externalId,
    ...(note === undefined ? {} : { note }),
  };
  const result = await tellFact(context, one, fact, externalId, options);
  const says = {
    taken: `Contact with ${customer} on ${formatDay(on)} by ${what.channel} is on record: ${what.outcome}.`,
    unchanged: 'That attempt is on record already.',
  };
  await reportFact(context, result, says, fact);
}

async function show(context: Context, one: Tenant, customer: string): Promise<void> {
  const { output } = context;
  const attempts = await contactsWith(context, one, customer);
  if (output.isJson) {
    return output.json(attempts.map((attempt) => ({ customer, ...jsonRow(CONTACT_COLUMNS, attempt) })));
  }
  await printList(output, Object.entries(CONTACT_COLUMNS), attempts);
  if (attempts.length === 0) output.note(`No attempt at contact with ${customer} is on record.`);
}

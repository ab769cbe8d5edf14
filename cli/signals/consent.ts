import type { Command } from 'commander';
import { SignalFactKind, type StagedConsent } from '../../contracts/signal-intake.ts';
import { type Day, formatDay } from '../../domain/kernel/day.ts';
import { ConsentStatus } from '../../domain/signals/signal.ts';
import { jsonRow } from '../../read/kit/columns.ts';
import { CONSENT_COLUMNS, consentsFrom } from '../../read/signals/evidence.ts';
import { type Context, type Tenant, tenant } from '../kit/context.ts';
import { WorkFailed, WrongUse } from '../kit/failures.ts';
import { dayOption, newCommand, wordOption } from '../kit/options.ts';
import { printList } from '../kit/print-list.ts';
import { customerOf } from './customer-of.ts';
import { type FactOptions, factId, reportFact, tellFact, telling, withTelling } from './stage-fact.ts';

interface Options extends FactOptions {
  readonly status?: ConsentStatus;
  readonly on?: Day;
  readonly text?: string;
}

const STATUSES = Object.values(ConsentStatus);

export function build(): Command {
  return withTelling(
    newCommand(
      'Records what was offered to a customer about passing data on to the municipality, or what the customer said; without --status it shows what is on record. The last word counts.',
      ['dunwell signals consent C-100 --status refused --on 2026-03-01', 'dunwell signals consent C-100'],
    )
      .argument('<customer>', 'customer number')
      .option('--status <status>', STATUSES.join(', '), wordOption(STATUSES))
      .option('--on <date>', 'the day on which it was said; today when left out', dayOption)
      .option('--text <text>', 'the words that were put to the customer'),
  ).action((customer: string, options: Options) =>
    telling(options, (context) => run(context, customer, options)),
  );
}

async function run(context: Context, reference: string, options: Options): Promise<void> {
  const { status, text } = options;
  const one = await tenant(context);
  const row = await customerOf(context, one, reference);
  if (status === undefined) {
    if (text !== undefined || options.on !== undefined)
      throw new WrongUse('Give --status with --on and --text.');
    return show(context, one, row.reference);
  }
  const today = one.calendar.dayOf(context.asOf);
  const { on = today } = options;
  if (on > today)
    throw new WorkFailed(`--on ${formatDay(on)} lies ahead: write the day on which it was said.`);
  const externalId = factId(options);
  const fact: StagedConsent = {
    fact: SignalFactKind.CONSENT,
    customer: row.reference,
    on,
    status,
    externalId,
    ...(text === undefined ? {} : { text }),
  };
  const result = await tellFact(context, one, fact, externalId, options);
  const says = {
    taken: `On record for ${row.reference}: passing data on was ${status} on ${formatDay(on)}.`,
    unchanged: 'That is on record already.',
  };
  await reportFact(context, result, says, fact);
}

async function show(context: Context, one: Tenant, customer: string): Promise<void> {
  const { output } = context;
  const consents = await consentsFrom(context, one, customer);
  if (output.isJson) return output.json(consents.map((consent) => jsonRow(CONSENT_COLUMNS, consent)));
  await printList(output, Object.entries(CONSENT_COLUMNS), consents);
  if (consents.length === 0) output.note('Nothing is on record about passing data on.');
}

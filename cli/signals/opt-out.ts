import type { Command } from 'commander';
import { SignalFactKind, type StagedSignalFact } from '../../contracts/signal-intake.ts';
import { type Day, formatDay } from '../../domain/kernel/day.ts';
import { OptOutReason, OptOutSource } from '../../domain/signals/signal.ts';
import { type Context, tenant } from '../kit/context.ts';
import { WrongUse } from '../kit/failures.ts';
import { dayOption, newCommand, wordOption } from '../kit/options.ts';
import { customerOf } from './customer-of.ts';
import { type FactOptions, factId, reportFact, tellFact, telling, withTelling } from './stage-fact.ts';

interface Options extends FactOptions {
  readonly reason?: OptOutReason;
  readonly on?: Day;
  readonly note?: string;
  readonly withdraw?: boolean;
}

const REASONS = Object.values(OptOutReason);

export function build(): Command {
  return withTelling(
    newCommand(
      'Opts a customer out of early and crisis signals. What was prepared leaves the list; a signal that the municipality has is put there to be taken back.',
      ['dunwell signals opt-out C-100 --reason HEALTH', 'dunwell signals opt-out C-100 --withdraw'],
    )
      .argument('<customer>', 'customer number')
      .option('--reason <reason>', REASONS.join(', '), wordOption(REASONS))
      .option('--on <date>', 'the day on which the customer said so; today when left out', dayOption)
      .option('--note <text>', 'words for the record')
      .option('--withdraw', 'lets the customer be reported again'),
  ).action((customer: string, options: Options) =>
    telling(options, (context) => tell(context, customer, options)),
  );
}

async function tell(context: Context, reference: string, options: Options): Promise<void> {
  const one = await tenant(context);
  const { reason, note, withdraw } = options;
  if ((reason === undefined) !== (withdraw === true)) {
    throw new WrongUse(`Give --reason (${REASONS.join(', ')}), or --withdraw to take an opt-out back.`);
  }
  if (withdraw === true && (note !== undefined || options.on !== undefined)) {
    throw new WrongUse('--on and --note belong to --reason; leave them out.');
  }
  const { reference: customer } = await customerOf(context, one, reference);
  const on = options.on ?? one.calendar.dayOf(context.asOf);
  const fact: StagedSignalFact =
    reason === undefined
      ? { fact: SignalFactKind.OPT_IN, customer }
      : {
          fact: SignalFactKind.OPT_OUT,
          customer,
          reason,
          source: OptOutSource.OPERATOR,
          on,
          ...(note === undefined ? {} : { note }),
        };
  const result = await tellFact(context, one, fact, factId(options), options);
  const says =
    reason === undefined
      ? {
          taken: `Customer ${customer} may be reported again.`,
          unchanged: `Customer ${customer} was not opted out.`,
        }
      : {
          taken: `Customer ${customer} is opted out of signals from ${formatDay(on)} (${reason}).`,
          unchanged: `Customer ${customer} was opted out already: the first reason stands.`,
        };
  await reportFact(context, result, says, fact);
}

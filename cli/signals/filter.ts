import type { Command } from 'commander';
import { didYouMean } from '../../config/nearest.ts';
import { findCustomerByReference } from '../../db/customer/customers.ts';
import { preparedOf } from '../../db/signals/prepared-signals.ts';
import { findSignalSettings } from '../../db/signals/settings.ts';
import type { Day } from '../../domain/kernel/day.ts';
import { AmountSign, parseAmount } from '../../domain/kernel/money.ts';
import { SignalAction, SignalState } from '../../domain/signals/signal.ts';
import type { Context, Tenant } from '../kit/context.ts';
import { WorkFailed, WrongUse } from '../kit/failures.ts';
import { dayOption, wordOption } from '../kit/options.ts';

/** Which lines a list shows or a send is for. */
export interface SignalFilterOptions {
  readonly action?: SignalAction;
  readonly gateway?: string;
  readonly minAmount?: string;
  readonly customer?: string;
  readonly state?: SignalState;
  readonly sentFrom?: Day;
  readonly sentUntil?: Day;
}

/** The same, as the database is asked. */
export interface SignalFilterValues {
  readonly action?: SignalAction | undefined;
  readonly gateway?: string | undefined;
  readonly amountAtLeast?: number | undefined;
  readonly customerId?: number | undefined;
  /** Ids on the prepared list. */
  readonly prepared?: readonly number[] | undefined;
  readonly state?: SignalState | undefined;
  readonly sentFrom?: Day | undefined;
  readonly sentUntil?: Day | undefined;
}

const ACTIONS = Object.values(SignalAction);
const STATES = Object.values(SignalState);

/** Adds the options that choose from the prepared list. */
export function withPreparedFilter(command: Command): Command {
  return command
    .option('--action <action>', ACTIONS.join(', '), wordOption(ACTIONS))
    .option('--gateway <name>', 'only of that gateway')
    .option('--min-amount <amount>', 'only with at least that much overdue')
    .option('--customer <number>', 'only of that customer');
}

/** Adds the options that choose from signals that went out. */
export function withSentFilter(command: Command): Command {
  return command
    .option('--state <state>', STATES.join(', '), wordOption(STATES))
    .option('--sent-from <date>', 'sent on that day or later', dayOption)
    .option('--sent-until <date>', 'sent on that day or earlier', dayOption);
}

/** Reads the filter for one creditor; fails when it names what is not there. */
export async function signalFilter(
  { db }: Context,
  { id, row }: Tenant,
  options: SignalFilterOptions,
): Promise<SignalFilterValues> {
  const { action, gateway, minAmount, customer, state, sentFrom, sentUntil } = options;
  const amount = minAmount === undefined ? undefined : amountOf(minAmount, row.currency);
  const known = await db.read(async (tx) => {
    const settings = gateway === undefined ? undefined : (await findSignalSettings(tx, id))?.settings;
    const found = customer === undefined ? undefined : await findCustomerByReference(tx, id, customer);
    const open = found === undefined ? [] : await preparedOf(tx, found.id);
    return { gateways: settings?.gateways.map(({ name }) => name) ?? [], found, open };
  });
  if (gateway !== undefined && !known.gateways.includes(gateway)) {
    const hint = didYouMean(gateway, known.gateways) || `: there are ${known.gateways.join(', ') || 'none'}.`;
    throw new WorkFailed(`Creditor ${id} has no gateway ${gateway}${hint}`);
  }
  if (customer !== undefined && known.found === undefined) {
    throw new WorkFailed(`Creditor ${id} has no customer ${customer}.`);
  }
  return {
    action,
    gateway,
    amountAtLeast: amount,
    state,
    sentFrom,
    sentUntil,
    customerId: known.found?.id,
    prepared: customer === undefined ? undefined : known.open.map(({ id }) => id),
  };
}

function amountOf(text: string, currency: string): number {
  const amount = parseAmount(text, currency, AmountSign.notNegative);
  if (!amount.ok) throw new WrongUse(`--min-amount ${text} ${amount.reason}.`);
  return amount.minor;
}

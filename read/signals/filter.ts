import { didYouMean } from '../../config/nearest.ts';
import { preparedOf } from '../../db/signals/prepared-signals.ts';
import { findSignalSettings } from '../../db/signals/settings.ts';
import type { Day } from '../../domain/kernel/day.ts';
import { AmountSign, parseAmount } from '../../domain/kernel/money.ts';
import { SignalAction, SignalState } from '../../domain/signals/signal.ts';
import { NotInDatabase } from '../../gather/not-in-database.ts';
import { customerNamed } from '../customer/customer-named.ts';
import { ValueKind } from '../kit/columns.ts';
import type { Query, QueryFields } from '../kit/query.ts';
import type { Reader, Tenant } from '../kit/reader.ts';
import { WrongQuery } from '../kit/wrong-query.ts';

const ACTIONS = Object.values(SignalAction);
const STATES = Object.values(SignalState);

/** What chooses from the prepared list. */
export const PREPARED_FILTER = {
  action: { kind: 'word', of: ACTIONS, called: 'action', about: ACTIONS.join(', ') },
  gateway: { kind: ValueKind.TEXT, called: 'name', about: 'only of that gateway' },
  minAmount: { kind: ValueKind.TEXT, called: 'amount', about: 'only with at least that much overdue' },
  customer: { kind: ValueKind.TEXT, called: 'number', about: 'only of that customer' },
} as const satisfies QueryFields;

/** What chooses from signals that went out. */
export const SENT_FILTER = {
  state: { kind: 'word', of: STATES, called: 'state', about: STATES.join(', ') },
  sentFrom: { kind: ValueKind.DAY, called: 'date', about: 'sent on that day or later' },
  sentUntil: { kind: ValueKind.DAY, called: 'date', about: 'sent on that day or earlier' },
} as const satisfies QueryFields;

/** Which lines a list shows or a send is for. */
export type SignalQuery = Query<typeof PREPARED_FILTER> & Query<typeof SENT_FILTER>;

/** The same, as the database is asked. */
export interface SignalFilter {
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

/** The filter for one creditor; refused when it names what is not there. */
export async function signalFilter(
  { db }: Reader,
  { id, row: { currency } }: Tenant,
  { action, gateway, minAmount, customer, state, sentFrom, sentUntil }: SignalQuery,
): Promise<SignalFilter> {
  const amountAtLeast = minAmount === undefined ? undefined : amountOf(minAmount, currency);
  return db.read(async (tx) => {
    if (gateway !== undefined) {
      const known = (await findSignalSettings(tx, id))?.settings.gateways.map(({ name }) => name) ?? [];
      requireGateway(id, gateway, known);
    }
    const found = customer === undefined ? undefined : await customerNamed(tx, id, customer);
    const open = found === undefined ? undefined : await preparedOf(tx, found.id);
    return {
      ...{ action, gateway, amountAtLeast, state, sentFrom, sentUntil },
      customerId: found?.id,
      prepared: open?.map((one) => one.id),
    };
  });
}

function requireGateway(creditor: string, gateway: string, known: readonly string[]): void {
  if (known.includes(gateway)) return;
  const hint = didYouMean(gateway, known) || `: there are ${known.join(', ') || 'none'}.`;
  throw new NotInDatabase(`Creditor ${creditor} has no gateway ${gateway}${hint}`);
}

function amountOf(text: string, currency: string): number {
  const amount = parseAmount(text, currency, AmountSign.notNegative);
  if (amount.ok) return amount.minor;
  throw new WrongQuery('minAmount', text, (called) => `${called('minAmount')} ${text} ${amount.reason}.`);
}

import type { Policy } from '../../../../domain/invoice/policy.ts';
import { CustomerKind } from '../../../../domain/kernel/customer-kind.ts';
import {
  type ChargeRules,
  DEFAULT_ALLOCATION,
  type FeeRule,
  InterestStart,
  type PerKind,
} from '../../../../domain/money/charge-rules.ts';
import { aPolicy } from '../an-invoice.ts';

export function both<Rule>(rule: Rule): PerKind<Rule> {
  return { consumer: rule, business: rule };
}

const NO_CHARGES: ChargeRules = {
  fees: {},
  interest: both({ kind: 'none' }),
  costs: both({ kind: 'none' }),
  vatOnCosts: null,
  allocation: DEFAULT_ALLOCATION,
};

const fee = (amount: number): PerKind<FeeRule> => both({ kind: 'fixed', amount });

/** A fee with each letter, interest and costs by law. */
export const ALL_CHARGES: ChargeRules = {
  ...NO_CHARGES,
  fees: { 'reminder-1': fee(500), 'reminder-2': fee(750), notice: fee(1_000) },
  interest: both({ kind: 'statutory', start: InterestStart.law }),
  costs: both({ kind: 'statutory' }),
};

export function charging(charges: Partial<ChargeRules>, changes: Parameters<typeof aPolicy>[0] = {}): Policy {
  return aPolicy({ ...changes, charges: { ...NO_CHARGES, ...charges } });
}

/** Dutch consumers owe no fees for letters; businesses owe what was agreed. */
export const BUSINESS = { kind: CustomerKind.business };

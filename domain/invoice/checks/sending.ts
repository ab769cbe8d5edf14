import { unmatchedCredit } from '../../intake/customer-money.ts';
import { formatDay } from '../../kernel/day.ts';
import { money } from '../../kernel/money.ts';
import { whyNotReckoned } from '../charges/reckon.ts';
import { demandedOn, disputedOn } from '../demanded.ts';
import { Because } from '../plan.ts';
import type { InvoiceSituation } from '../situation.ts';
import { reachesMinimum } from '../transfer-run.ts';
import { type InvoiceCheck, Rule } from './check.ts';

/*
 * What stands before every letter and before the transfer: what is open, what the customer is, how the money stands.
 */

const MS_PER_HOUR = 3_600_000;

const openAndLeast = ({ facts, policy, today }: InvoiceSituation) => {
  const { total } = demandedOn(facts, today);
  return [money(total, facts.currency), money(policy.minimumAmount, facts.currency)] as const;
};

/** What is disputed is left out: where nothing else is open, nothing is asked for. */
export const restUndisputed: InvoiceCheck = {
  rule: Rule.UNDISPUTED,
  passes: ({ facts, today }) => demandedOn(facts, today).total > 0,
  ifPassed: ({ facts, today }) => {
    const disputed = disputedOn(facts, today);
    return disputed === 0
      ? 'No part of it is disputed.'
      : `${money(disputed, facts.currency)} of it is disputed and left out.`;
  },
  ifFailed: 'Nothing but its disputed part is open.',
  stops: Because.DISPUTED,
};

/** No collector gets a claim whose debtor may be right about a part of it. */
export const nothingDisputed: InvoiceCheck = {
  rule: Rule.UNDISPUTED,
  passes: ({ facts }) => facts.dispute === null,
  ifPassed: 'No part of it is disputed.',
  ifFailed: ({ facts, today }) =>
    `${money(disputedOn(facts, today), facts.currency)} of it is disputed: it goes to debt collection when that is resolved.`,
  stops: Because.DISPUTED,
};

/** Nobody is reminded of less than the minimum. */
export const minimumAmount: InvoiceCheck = {
  rule: Rule.MINIMUM_AMOUNT,
  passes: ({ facts, policy, today }) => reachesMinimum(demandedOn(facts, today), policy),
  ifPassed: (situation) => {
    const [open, least] = openAndLeast(situation);
    return `${open} open is no less than the minimum of ${least}.`;
  },
  ifFailed: (situation) => {
    const [open, least] = openAndLeast(situation);
    return `${open} open is less than the minimum of ${least}.`;
  },
  stops: Because.BELOW_MINIMUM,
};

export const dueDate: InvoiceCheck = {
  rule: Rule.DUE_DATE,
  passes: ({ facts }) => facts.dueOn !== null,
  ifPassed: ({ facts }) => `It is due on ${formatDay(facts.dueOn ?? 0)}.`,
  ifFailed: 'It has no due date.',
  stops: Because.NO_DUE_DATE,
};

const customerAccepts: InvoiceCheck = {
  rule: Rule.CUSTOMER_ACCEPTS,
  passes: ({ facts }) => facts.customer.acceptsDunning,
  ifPassed: 'The customer is not exempt from dunning.',
  ifFailed: 'The customer is exempt from dunning.',
  stops: Because.CUSTOMER_OPTED_OUT,
};

const customerActive: InvoiceCheck = {
  rule: Rule.CUSTOMER_ACTIVE,
  passes: ({ facts }) => !facts.customer.archived,
  ifPassed: 'The customer is not archived.',
  ifFailed: 'The customer is archived.',
  stops: Because.CUSTOMER_ARCHIVED,
};

const noDirectDebit: InvoiceCheck = {
  rule: Rule.NO_DIRECT_DEBIT,
  passes: ({ facts: { customer }, today }) =>
    customer.directDebitOn === null || today > customer.directDebitOn,
  ifPassed: ({ facts: { customer } }) =>
    customer.directDebitOn === null
      ? 'No direct debit is announced.'
      : `The direct debit announced for ${formatDay(customer.directDebitOn)} lies behind.`,
  ifFailed: ({ facts: { customer } }) =>
    `A direct debit is announced for ${formatDay(customer.directDebitOn ?? 0)}: nothing goes out up to and including that day.`,
  putsOff: Because.DIRECT_DEBIT,
};

/** The age that a ledger may have; null when nobody asks, as in a rehearsal, which knows all from the start. */
function hoursAllowed({ facts, policy }: InvoiceSituation): number | null {
  return facts.rehearsal ? null : (policy.ledgerFreshHours ?? null);
}

const ageOf = ({ facts, asOf }: InvoiceSituation) =>
  `The ledger is ${Math.floor((asOf - (facts.ledgerFreshAt ?? asOf)) / MS_PER_HOUR)} h old`;

const ledgerFresh: InvoiceCheck = {
  rule: Rule.LEDGER_FRESH,
  passes: (situation) => {
    const hours = hoursAllowed(situation);
    const since = situation.facts.ledgerFreshAt;
    return hours === null || (since !== null && situation.asOf - since <= hours * MS_PER_HOUR);
  },
  ifPassed: (situation) => {
    const hours = hoursAllowed(situation);
    return hours === null
      ? 'The policy sets no age for the ledger.'
      : `${ageOf(situation)}; up to ${hours} h are allowed.`;
  },
  ifFailed: (situation) =>
    situation.facts.ledgerFreshAt === null
      ? 'The ledger was never said to be complete: import the payments.'
      : `${ageOf(situation)}, but only ${hoursAllowed(situation)} h are allowed: import the latest payments.`,
  putsOff: Because.LEDGER_STALE,
};

/** What the customer has without an invoice; zero where nobody asks. */
function creditWaitedFor({ facts, policy, today }: InvoiceSituation): number {
  const isAsked = policy.onUnmatchedCredit === 'wait' && !facts.rehearsal;
  return isAsked ? unmatchedCredit(facts.customer.unmatchedMoney, today) : 0;
}

const creditMatched: InvoiceCheck = {
  rule: Rule.CREDIT_MATCHED,
  passes: (situation) => creditWaitedFor(situation) <= 0,
  ifPassed: ({ facts, policy }) =>
    policy.onUnmatchedCredit === 'ignore' || facts.rehearsal
      ? 'The policy does not wait for unmatched money of the customer.'
      : 'The customer has no unmatched money.',
  ifFailed: (situation) => {
    const credit = money(creditWaitedFor(situation), situation.facts.currency);
    return `The customer has ${credit} that is not matched to an invoice.`;
  },
  putsOff: Because.UNMATCHED_CREDIT,
};

/** Nothing is claimed that no table has: a date past the end of one is refused, never carried on. */
const chargesKnown: InvoiceCheck = {
  rule: Rule.CHARGES_KNOWN,
  passes: (situation) => whyNotReckoned(situation) === null,
  ifPassed: ({ policy }) =>
    policy.charges === undefined
      ? 'The policy adds nothing to what is owed.'
      : 'What the policy adds to what is owed can be reckoned.',
  ifFailed: (situation) => `What the policy adds cannot be reckoned: ${whyNotReckoned(situation) ?? ''}.`,
  putsOff: Because.CHARGES_UNKNOWN,
};

export const CUSTOMER = [customerAccepts, customerActive];
/** What may be over by the next window or run. */
export const BEFORE_IT_LEAVES = [noDirectDebit, ledgerFresh, creditMatched, chargesKnown];
/** The mail of a payment plan is exempt from pauses, not from the look at the money: it may be paid already. */
export const BEFORE_A_PLAN_MAIL = [ledgerFresh, creditMatched];

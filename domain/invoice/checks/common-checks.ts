import { EffectState } from '../../effects/effect.ts';
import { unmatchedCredit } from '../../intake/customer-money.ts';
import { formatDay } from '../../kernel/day.ts';
import { holdReasonInWords, spanInWords } from '../../kernel/hold-words.ts';
import { daysOf, type HoldScope, isInForce } from '../../kernel/holds.ts';
import { afterCaseInWords } from '../after-case.ts';
import { endedInWords } from '../messages/ended.ts';
import { isLedgerFresh } from '../obstacles.ts';
import { hasEnded } from '../stage.ts';
import { openOn } from '../transfer-run.ts';
import { STAGE_IN_WORDS } from '../words.ts';
import { type Check, check, money, Rule, type ToExplain } from './check.ts';

const MS_PER_HOUR = 3_600_000;

export function pathGoesOn({ facts }: ToExplain): Check {
  const { state } = facts;
  const ended = endedInWords(state) ?? '';
  return check(
    Rule.PATH_GOES_ON,
    !hasEnded(state.stage),
    `Its path goes on: ${STAGE_IN_WORDS[state.stage]}.`,
    ended,
  );
}

/** Back from its debt collection case, only another case acts on it. */
export function notAfterCase({ facts, calendar, asOf, holdWords }: ToExplain): Check {
  const says = afterCaseInWords(facts, calendar, asOf, holdWords);
  return check(Rule.NOT_AFTER_CASE, says === null, 'No debt collection case of it has ended.', says ?? '');
}

/** A letter on its way comes before the next; one whose fate is unknown stops everything. */
export function nothingUnderWay({ facts, calendar }: ToExplain): Check {
  const effect = facts.pendingEffect;
  const rule = Rule.NOTHING_UNDER_WAY;
  if (effect === null) return { rule, passes: true, says: 'No letter is still on its way.' };
  const what = `Level ${effect.level}`;
  switch (effect.state) {
    case EffectState.PLANNED:
    case EffectState.HANDING_OVER: {
      const next = formatDay(calendar.dayOf(effect.nextAttemptAt));
      return {
        rule,
        passes: false,
        says: `${what} has not reached its gateway; the next attempt is on ${next}.`,
      };
    }
    case EffectState.UNCERTAIN:
    case EffectState.FAILED:
    case EffectState.BOUNCED:
      return {
        rule,
        passes: false,
        says: `${what} is ${effect.state}: a person has to say what became of it.`,
      };
    case EffectState.HANDED_OVER:
    case EffectState.DELIVERED:
    case EffectState.CANCELLED:
      return { rule, passes: true, says: `${what} was ${effect.state}.` };
    default:
      return effect.state satisfies never;
  }
}

export function somethingOpen(situation: ToExplain): Check {
  const { facts, today } = situation;
  const { principal, fees, interest, costs, total } = openOn(facts, today);
  const parts = Object.entries({ principal, fees, interest, costs }).filter(([, amount]) => amount > 0);
  const split =
    parts.length > 1
      ? `: ${parts.map(([name, amount]) => `${money(amount, situation)} ${name}`).join(', ')}`
      : '';
  return check(
    Rule.SOMETHING_OPEN,
    total > 0,
    `${money(total, situation)} is open${split}.`,
    'Nothing is open.',
  );
}

export function minimumAmount(situation: ToExplain): Check {
  const { total } = openOn(situation.facts, situation.today);
  const [open, least] = [money(total, situation), money(situation.policy.minimumAmount, situation)];
  return check(
    Rule.MINIMUM_AMOUNT,
    total >= situation.policy.minimumAmount,
    `${open} open is no less than the minimum of ${least}.`,
    `${open} open is less than the minimum of ${least}.`,
  );
}

export function dueDate({ facts }: ToExplain): Check {
  const on = facts.dueOn === null ? '' : formatDay(facts.dueOn);
  return check(Rule.DUE_DATE, facts.dueOn !== null, `It is due on ${on}.`, 'It has no due date.');
}

const OF_SCOPE: Readonly<Record<HoldScope, string>> = {
  creditor: 'all invoices of the creditor',
  customer: 'all invoices of the customer',
  invoice: 'this invoice',
  case: 'its case',
};

export function notHeld({ facts, calendar, asOf, holdWords }: ToExplain): Check {
  const holds = facts.holds.filter((hold) => isInForce(hold, calendar, asOf));
  const said = holds.map((hold) => {
    const { from } = hold;
    return `${OF_SCOPE[hold.scope]} (${holdReasonInWords(hold.reason, holdWords)}) ${spanInWords({ from, to: daysOf(hold, calendar).to })}`;
  });
  return check(Rule.NOT_HELD, holds.length === 0, 'Nothing is paused.', `Paused: ${said.join('; ')}.`);
}

export function customerAccepts({ facts }: ToExplain): Check {
  return check(
    Rule.CUSTOMER_ACCEPTS,
    facts.customer.acceptsDunning,
    'The customer is not exempt from dunning.',
    'The customer is exempt from dunning.',
  );
}

export function customerActive({ facts }: ToExplain): Check {
  return check(
    Rule.CUSTOMER_ACTIVE,
    !facts.customer.archived,
    'The customer is not archived.',
    'The customer is archived.',
  );
}

export function noDirectDebit({ facts, today }: ToExplain): Check {
  const on = facts.customer.directDebitOn;
  const rule = Rule.NO_DIRECT_DEBIT;
  if (on === null) return { rule, passes: true, says: 'No direct debit is announced.' };
  return check(
    rule,
    today > on,
    `The direct debit announced for ${formatDay(on)} lies behind.`,
    `A direct debit is announced for ${formatDay(on)}: nothing goes out up to and including that day.`,
  );
}

export function ledgerFresh(situation: ToExplain): Check {
  const { facts, policy, asOf } = situation;
  const rule = Rule.LEDGER_FRESH;
  const hours = policy.ledgerFreshHours;
  if (hours === undefined) return { rule, passes: true, says: 'The policy sets no age for the ledger.' };
  const since = facts.ledgerFreshAt;
  if (since === null) {
    return { rule, passes: false, says: 'The ledger was never said to be complete: import the payments.' };
  }
  const age = Math.floor((asOf - since) / MS_PER_HOUR);
  return check(
    rule,
    isLedgerFresh(situation),
    `The ledger is ${age} h old; up to ${hours} h are allowed.`,
    `The ledger is ${age} h old, but only ${hours} h are allowed: import the latest payments.`,
  );
}

export function creditMatched(situation: ToExplain): Check {
  const { facts, policy, calendar, asOf } = situation;
  const rule = Rule.CREDIT_MATCHED;
  if (policy.onUnmatchedCredit === 'ignore') {
    return { rule, passes: true, says: 'The policy does not wait for unmatched money of the customer.' };
  }
  const credit = unmatchedCredit(facts.customer.unmatchedMoney, calendar.dayOf(asOf));
  return check(
    rule,
    credit <= 0,
    'The customer has no unmatched money.',
    `The customer has ${money(credit, situation)} that is not matched to an invoice.`,
  );
}

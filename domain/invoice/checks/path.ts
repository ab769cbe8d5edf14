import { isOnItsWay, needsAPerson } from '../../effects/effect.ts';
import { Elsewhere } from '../../kernel/check.ts';
import { formatDay } from '../../kernel/day.ts';
import { holdReasonInWords, spanInWords } from '../../kernel/hold-words.ts';
import { daysOf, type HoldScope, isInForce } from '../../kernel/holds.ts';
import { money } from '../../kernel/money.ts';
import { afterCaseInWords } from '../after-case.ts';
import { endedInWords } from '../messages/ended.ts';
import { Because } from '../plan.ts';
import { hasEnded } from '../stage.ts';
import { isHeld, openOn } from '../transfer-run.ts';
import { STAGE_IN_WORDS } from '../words.ts';
import { type InvoiceCheck, Rule } from './check.ts';

export const pathGoesOn: InvoiceCheck = {
  rule: Rule.PATH_GOES_ON,
  decided: Elsewhere.BEFORE,
  passes: ({ facts }) => !hasEnded(facts.state.stage),
  ifPassed: ({ facts }) => `Its path goes on: ${STAGE_IN_WORDS[facts.state.stage]}.`,
  ifFailed: ({ facts }) => endedInWords(facts.state) ?? '',
};

/** An invoice with nothing open is PAID before anything is decided. */
export const somethingOpen: InvoiceCheck = {
  rule: Rule.SOMETHING_OPEN,
  decided: Elsewhere.BEFORE,
  passes: ({ facts, today }) => openOn(facts, today).total > 0,
  ifPassed: ({ facts, today }) => {
    const { principal, fees, interest, costs, total } = openOn(facts, today);
    const parts = Object.entries({ principal, fees, interest, costs }).filter(([, amount]) => amount > 0);
    const split =
      parts.length > 1
        ? `: ${parts.map(([name, amount]) => `${money(amount, facts.currency)} ${name}`).join(', ')}`
        : '';
    return `${money(total, facts.currency)} is open${split}.`;
  },
  ifFailed: 'Nothing is open.',
};

/** A letter on its way comes before the next; one whose fate is unknown stops everything. */
export const nothingUnderWay: InvoiceCheck = {
  rule: Rule.NOTHING_UNDER_WAY,
  passes: ({ facts: { pendingEffect: effect } }) =>
    effect === null || !(isOnItsWay(effect.state) || needsAPerson(effect.state)),
  ifPassed: ({ facts: { pendingEffect: effect } }) =>
    effect === null ? 'No letter is still on its way.' : `Level ${effect.level} was ${effect.state}.`,
  ifFailed: ({ facts: { pendingEffect: effect }, calendar }) => {
    if (effect === null) return '';
    if (needsAPerson(effect.state)) {
      return `Level ${effect.level} is ${effect.state}: a person has to say what became of it.`;
    }
    const next = formatDay(calendar.dayOf(effect.nextAttemptAt));
    return `Level ${effect.level} has not reached its gateway; the next attempt is on ${next}.`;
  },
  stops: Because.NEEDS_ATTENTION,
};

/** Back from its debt collection case, only another case acts on it. */
export const notAfterCase: InvoiceCheck = {
  rule: Rule.NOT_AFTER_CASE,
  passes: ({ facts }) => facts.state.caseEndedOn === null,
  ifPassed: 'No debt collection case of it has ended.',
  ifFailed: (situation, words) => afterCaseInWords(situation.facts, situation, words) ?? '',
  stops: Because.CASE_ENDED,
};

const OF_SCOPE: Readonly<Record<HoldScope, string>> = {
  creditor: 'all invoices of the creditor',
  customer: 'all invoices of the customer',
  invoice: 'this invoice',
  case: 'its case',
};

export const notHeld: InvoiceCheck = {
  rule: Rule.NOT_HELD,
  passes: (situation) => !isHeld(situation),
  ifPassed: 'Nothing is paused.',
  ifFailed: ({ facts, calendar, asOf }, words) => {
    const said = facts.holds
      .filter((hold) => isInForce(hold, calendar, asOf))
      .map((hold) => {
        const isAgreed = (hold.agreementId ?? null) !== null;
        const span = isAgreed
          ? `from ${formatDay(hold.from)} until what was agreed ends`
          : spanInWords({ from: hold.from, to: daysOf(hold, calendar).to });
        return `${OF_SCOPE[hold.scope]} (${holdReasonInWords(hold.reason, words)}) ${span}`;
      });
    return `Paused: ${said.join('; ')}.`;
  },
  stops: Because.HELD,
};

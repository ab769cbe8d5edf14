import { accountOn } from '../agreements/account.ts';
import {
  type AgreedInvoice,
  type Agreement,
  type AgreementKind,
  AgreementStatus,
  HOLD_REASON_OF,
  type Instalment,
} from '../agreements/agreement.ts';
import { agreementNamed } from '../agreements/words.ts';
import type { Day } from '../kernel/day.ts';
import { type Hold, HoldKind, HoldScope } from '../kernel/holds.ts';
import type { Occasion } from '../kernel/machine.ts';
import { pausesToEnd } from '../kernel/pause.ts';
import { RefusalCode, type Refused, refuse } from '../kernel/refusal.ts';
import { advance, type Decision } from './decision.ts';
import type { InvoiceFacts } from './facts.ts';
import { InvoiceEvent } from './machine.ts';
import { endedInWords } from './messages/ended.ts';
import { openOn } from './transfer-run.ts';

/** Why nothing can be agreed on about an invoice; null when something can. */
export function whyNotAgreeable(facts: InvoiceFacts, currency: string, today: Day): Refused | null {
  const { number, state } = facts;
  const of = `Invoice ${number}`;
  const ended = endedInWords(state);
  if (ended !== null) return refuse(RefusalCode.ALREADY_ENDED, `${of}: ${ended}`);
  if (facts.currency !== currency) {
    return refuse(RefusalCode.WRONG_VALUE, `${of} is in ${facts.currency}, not in ${currency}.`);
  }
  if (openOn(facts, today).total === 0) return refuse(RefusalCode.NOTHING_OPEN, `${of}: nothing is open.`);
  if (facts.dispute !== null) {
    return refuse(
      RefusalCode.NOT_ALLOWED,
      `${of}: a part of it is disputed; resolve that first (\`resolveDispute\`).`,
    );
  }
  const [known] = facts.agreements;
  if (known === undefined) return null;
  return refuse(
    RefusalCode.NOT_ALLOWED,
    `${of} has ${agreementNamed(known)}: cancel that first (\`cancelAgreement\`).`,
  );
}

/** An agreement about these invoices, to be written down. */
export function agreementOn(
  invoices: readonly InvoiceFacts[],
  kind: AgreementKind,
  instalments: readonly Instalment[],
  today: Day,
): Agreement {
  const [first] = invoices;
  return {
    id: 0,
    kind,
    status: AgreementStatus.ACTIVE,
    madeOn: today,
    currency: first?.currency ?? '',
    instalments,
    invoices: invoices.map((facts) => agreedInvoice(facts, today)),
    mails: [],
  };
}

function agreedInvoice(facts: InvoiceFacts, today: Day): AgreedInvoice {
  const { number, amount, ledger } = facts;
  const { paid, forgiven } = accountOn(ledger, today);
  const openBefore = openOn(facts, today).total;
  return { number, amount, ledger, openBefore, paidBefore: paid, forgivenBefore: forgiven };
}

/**
 * Takes an invoice into an agreement: it is paused while that is active. A pause for the same reason that somebody set
 * by hand ends where this begins.
 */
export function joinAgreement(decision: Decision, agreement: Agreement, occasion: Occasion): Decision {
  const { facts } = decision;
  const reason = HOLD_REASON_OF[agreement.kind];
  const before = pausesToEnd(facts.holds, HoldScope.INVOICE, reason, agreement.madeOn);
  const hold: Hold = {
    ...{ id: 0, scope: HoldScope.INVOICE, kind: HoldKind.REMINDERS, reason, agreementId: agreement.id },
    ...{ from: agreement.madeOn, until: null, recordedAt: occasion.at, releasedAt: null },
  };
  const agreed = advance(decision, InvoiceEvent.AGREED, { ...occasion, reason: agreement.kind });
  const release = (one: Hold) => (before.includes(one) ? { ...one, releasedAt: occasion.at } : one);
  return {
    ...agreed,
    facts: {
      ...agreed.facts,
      holds: [...facts.holds.map(release), hold],
      agreements: [...facts.agreements, agreement],
    },
    releasedHolds: [...agreed.releasedHolds, ...before.map(({ id }) => id)],
  };
}

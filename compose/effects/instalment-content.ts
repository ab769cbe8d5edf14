import type { LevelContent } from '../../contracts/effects.ts';
import type { Instalment } from '../../domain/agreements/agreement.ts';
import { LevelKind } from '../../domain/invoice/policy.ts';
import { openOn } from '../../domain/invoice/transfer-run.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import type { Gathered } from '../../gather/invoice/gather-invoice.ts';
import { componentsOf, letterLanguage, recipientOf } from './level-content.ts';

/** The frozen snapshot that the mail before an instalment is written from. */
export function instalmentContent(
  { row, creditor, customer, facts, calendar }: Gathered,
  { nr, dueOn, amount }: Instalment,
  asOf: Instant,
): LevelContent {
  const on = calendar.dayOf(asOf);
  return {
    kind: 'level',
    creditor: { id: creditor.creditor, name: creditor.name, country: creditor.country },
    recipient: recipientOf(customer),
    language: letterLanguage(customer, creditor),
    level: { name: `instalment-${nr}`, kind: LevelKind.reminder, number: nr, final: false },
    invoice: {
      number: row.number,
      reference: row.reference,
      issuedOn: row.issuedOn,
      dueOn: facts.dueOn,
      amount: row.amount,
      currency: row.currency,
    },
    open: componentsOf(openOn(facts, on)),
    on,
    payBy: null,
    instalment: { dueOn, amount },
    ...(creditor.textsHash === null ? {} : { ownTexts: { hash: creditor.textsHash } }),
  };
}

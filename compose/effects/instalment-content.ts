import type { OpenComponents } from '../../contracts/claim.ts';
import type { LevelContent } from '../../contracts/effects.ts';
import type { InvoiceLine } from '../../contracts/letters.ts';
import type { Instalment } from '../../domain/agreements/agreement.ts';
import { LevelKind } from '../../domain/invoice/policy.ts';
import { openOn } from '../../domain/invoice/transfer-run.ts';
import type { Day, Instant } from '../../domain/kernel/day.ts';
import type { Gathered } from '../../gather/invoice/gather-invoice.ts';
import { componentsOf, letterLanguage, recipientOf } from './level-content.ts';

/**
 * The frozen snapshot that the mail before an instalment is written from: all invoices of the plan of which something is
 * open, as the instalment is about them together.
 */
export function instalmentContent(
  carrier: Gathered,
  others: readonly Gathered[],
  { nr, dueOn, amount }: Instalment,
  asOf: Instant,
): LevelContent {
  const { creditor, customer, calendar } = carrier;
  const on = calendar.dayOf(asOf);
  const all = [carrier, ...others].map((one) => lineOf(one, on));
  const lines = all.filter(({ open }) => open.total > 0);
  const [first = lineOf(carrier, on)] = lines;
  const { open: _, payBy: __, ...invoice } = first;
  return {
    kind: 'level',
    creditor: { id: creditor.creditor, name: creditor.name, country: creditor.country },
    recipient: recipientOf(customer),
    language: letterLanguage(customer, creditor),
    level: { name: `instalment-${nr}`, kind: LevelKind.reminder, number: nr, final: false },
    invoice,
    ...(lines.length > 1 ? { lines } : {}),
    open: lines.length > 1 ? sumOf(lines.map(({ open }) => open)) : first.open,
    on,
    payBy: null,
    instalment: { dueOn, amount },
    ...(creditor.textsHash === null ? {} : { ownTexts: { hash: creditor.textsHash } }),
  };
}

function lineOf({ row, facts }: Gathered, on: Day): InvoiceLine {
  const { number, reference, issuedOn, amount, currency } = row;
  const open = componentsOf(openOn(facts, on));
  return { number, reference, issuedOn, dueOn: facts.dueOn, amount, currency, open, payBy: null };
}

function sumOf(all: readonly OpenComponents[]): OpenComponents {
  return all.reduce((sum, open) => ({
    principal: sum.principal + open.principal,
    fees: sum.fees + open.fees,
    interest: sum.interest + open.interest,
    costs: sum.costs + open.costs,
    total: sum.total + open.total,
  }));
}

import type { LevelContent } from '../../../contracts/effects.ts';
import { amountIn } from '../../../gateways/letters/formats.ts';
import type { LetterLayout } from '../../../gateways/letters/pdf/layout.ts';
import { type PrintedLetter, printedLetter } from '../../../gateways/letters/pdf/printed-letter.ts';
import { notice, RECIPIENT } from '../contents.ts';

export const LAYOUT: LetterLayout = {
  sender: { street: 'Herengracht 10', postcode: '1015 BN', city: 'Amsterdam', country: 'NL' },
  footer: ['KvK 12345678 · www.acme.example'],
};

export const TO_DUTCH_ACCOUNT = { payTo: { iban: 'NL02ABNA0123456789' } };

/** A notice of a Swiss creditor, to be paid by QR-bill. */
export function swiss(changes: Partial<LevelContent> = {}): LevelContent {
  return notice({
    creditor: { id: 'energie', name: 'Schweizer Energie AG', country: 'CH-ZH' },
    recipient: {
      ...RECIPIENT,
      name: 'Anna Keller',
      street: 'Bahnhofstrasse 7',
      postcode: '8001',
      city: 'Zürich',
      country: 'CH',
    },
    language: 'de',
    invoice: { ...notice().invoice, currency: 'CHF' },
    payTo: { iban: 'CH9300762011623852957' },
    ...changes,
  });
}

/** A letter about so many invoices, of 100.01, 100.02, … */
export function aboutInvoices(
  count: number,
  content = notice(TO_DUTCH_ACCOUNT),
  layout = LAYOUT,
): PrintedLetter {
  const letter = printedLetter(content, layout);
  const { issuedOn, dueOn } = content.invoice;
  const invoices = Array.from({ length: count }, (_, nth) => ({
    number: `2026/${nth + 1}`,
    issuedOn,
    dueOn,
    amount: 10_001 + nth,
    principal: 10_001 + nth,
  }));
  const sum = invoices.reduce((whole, { principal }) => whole + principal, 0);
  const value = amountIn(letter.language, sum, letter.currency);
  const [principal] = letter.open;
  return {
    ...letter,
    invoices,
    open: [{ label: principal?.label ?? '', value }],
    total: { ...letter.total, value },
  };
}

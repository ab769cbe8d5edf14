import type { OpenComponents } from '../../../contracts/claim.ts';
import type { LevelContent } from '../../../contracts/effects.ts';
import type { InvoiceOfLetter } from '../../../contracts/letters.ts';
import type { Day } from '../../../domain/kernel/day.ts';
import type { Language } from '../../../templates/languages.ts';
import { clipped, oneLine, quoted } from '../../printable.ts';
import { addressLines } from '../address.ts';
import { composeLetter } from '../compose.ts';
import type { Labels } from '../words.ts';
import type { LetterLayout } from './layout.ts';
import { type PaymentCode, paymentCode } from './payment-code.ts';

/** As much text as a payment carries. */
const LONGEST_REFERENCE = 140;

/** One invoice that a letter is about; amounts in minor units. */
export interface PrintedInvoice {
  readonly number: string;
  readonly issuedOn: Day;
  readonly dueOn: Day | null;
  readonly amount: number;
  /** What is still open of that amount. */
  readonly principal: number;
}

interface Line {
  readonly label: string;
  readonly value: string;
}

/** Where and how to pay. */
interface Payment {
  readonly payee: string;
  /** Null where the creditor told no account that this money can be paid to. */
  readonly iban: string | null;
  readonly reference: string;
  readonly code: PaymentCode | null;
}

/** All that stands on paper. Texts are of one line, not yet looked at for what the fonts lack. */
export interface PrintedLetter {
  readonly language: Language;
  readonly creditor: string;
  /** The creditor's, which may name its region. */
  readonly country: string;
  readonly address: readonly string[];
  readonly on: Day;
  readonly customer: string;
  readonly subject: string;
  readonly greeting: string;
  readonly before: readonly string[];
  readonly currency: string;
  /** One or more, each with a row of its own. */
  readonly invoices: readonly PrintedInvoice[];
  /** What is open, part by part, of all of them together. */
  readonly open: readonly Line[];
  readonly total: Line;
  readonly deadline: readonly Line[];
  readonly payment: Payment;
  readonly after: readonly string[];
  readonly closing: string;
  readonly labels: Labels;
}

/** A reminder or notice as it stands on paper; refuses one that would reach nobody or say something wrong. */
export function printedLetter(content: LevelContent, layout: LetterLayout): PrintedLetter {
  const { creditor, recipient, invoice, open, lines = [] } = content;
  const address = addressLines(content);
  const { invoice: _, tables: __, on: ___, open: parts, ...letter } = composeLetter(content);
  const name = oneLine(creditor.name);
  const reference = referenceOf(content);
  return {
    ...letter,
    creditor: name,
    country: creditor.country,
    address,
    on: content.on,
    customer: oneLine(recipient.reference),
    currency: invoice.currency,
    invoices: lines.length > 1 ? lines.map((line) => rowOf(line, line.open)) : [rowOf(invoice, open)],
    open: parts,
    payment: {
      payee: name,
      iban: content.payTo?.iban ?? null,
      reference: quoted(reference),
      code: paymentCode(content, reference, layout.sender),
    },
  };
}

/** What to quote: of one invoice its reference, else its number; of several their numbers. */
function referenceOf({ invoice, lines = [] }: LevelContent): string {
  if (lines.length < 2) return invoice.reference ?? invoice.number;
  return clipped(lines.map(({ number }) => number).join(', '), LONGEST_REFERENCE);
}

function rowOf(
  { number, issuedOn, dueOn, amount }: InvoiceOfLetter,
  { principal }: OpenComponents,
): PrintedInvoice {
  return { number: quoted(number), issuedOn, dueOn, amount, principal };
}

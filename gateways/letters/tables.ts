import type { InstalmentLine, InvoiceLine } from '../../contracts/letters.ts';
import type { Language } from '../../templates/languages.ts';
import { quoted } from '../printable.ts';
import { amountIn, dateIn } from './formats.ts';
import type { Labels } from './words.ts';

/** A table of a letter: its head, and rows of as many cells. */
export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Several invoices, each with a row of its own; deadlines only where one has one. */
export function invoiceTable(lines: readonly InvoiceLine[], language: Language, labels: Labels): Table {
  const hasDeadlines = lines.some(({ payBy }) => payBy !== null);
  const hasReferences = lines.some(({ reference }) => reference !== null);
  const when = (isShown: boolean, cell: string) => (isShown ? [cell] : []);
  return {
    head: [
      labels.number,
      ...when(hasReferences, labels.reference),
      labels.dueOn,
      ...when(hasDeadlines, labels.payBy),
      labels.amount,
      labels.open,
    ],
    rows: lines.map(({ number, reference, dueOn, payBy, amount, currency, open }) => [
      quoted(number),
      ...when(hasReferences, quoted(reference ?? number)),
      dueOn === null ? '' : dateIn(language, dueOn),
      ...when(hasDeadlines, payBy === null ? '' : dateIn(language, payBy)),
      amountIn(language, amount, currency),
      amountIn(language, open.total, currency),
    ]),
  };
}

/** The instalments of a payment plan. */
export function instalmentTable(
  instalments: readonly InstalmentLine[],
  currency: string,
  language: Language,
  labels: Labels,
): Table {
  return {
    head: [labels.dueOn, labels.instalment],
    rows: instalments.map(({ dueOn, amount }) => [
      dateIn(language, dueOn),
      amountIn(language, amount, currency),
    ]),
  };
}
